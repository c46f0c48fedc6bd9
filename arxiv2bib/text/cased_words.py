"""Words whose case in a title is known, wherever they stand."""

from typing import Final

__all__ = [
    "ABBREVIATIONS",
    "FUNCTION_WORDS",
    "GERMAN_WORDS",
    "NAME_PREFIXES",
    "PARTICLES",
    "PROPER_NAMES",
    "SHOUTED_FUNCTION_WORDS",
]

# Lower-case in Title Case too, so they say nothing about the case of a title. Source: CSL 1.0.2, "Title Case
# Conversion"; the longer prepositions are those of the corpus.
FUNCTION_WORDS: Final = frozenset(
    "about above across after against along amid among around atop before behind below beneath beside between beyond "
    "during from inside into like near onto outside over since than that their then through throughout till toward "
    "towards under underneath until upon versus via when where whether which while with within without".split()
)
# A title with one of these is in German, where each noun has a capital; "van der Waals" is none.
GERMAN_WORDS: Final = frozenset(
    "als auf das dem den der des die durch einem einen einer eines für mit nach nicht oder sowie um und vom zum zur "
    "zwischen über Eine Vom Zum Zur Über".split()
)
PARTICLES: Final = frozenset("Van Von van von".split())
SHOUTED_FUNCTION_WORDS: Final = frozenset("A AN AND AS AT BY FOR FROM IN IS OF ON OR THE TO VIA WITH".split())
# An abbreviation's full stop ends no sentence.
ABBREVIATIONS: Final = frozenset(
    "al. approx. cf. dr. et etc. i.e. e.g. mr. mrs. no. prof. resp. st. v. vs. w.r.t.".split()
)
# A capital behind one of these and a hyphen is a name; behind others ("in-Context", "k-Means") it is Title Case.
NAME_PREFIXES: Final = frozenset(
    "anti co inter intra near neo non pan post pre pro pseudo quasi sub super trans un".split()
)
# Words that are written with a capital wherever they stand, and that Title Case cannot tell from others: scientists
# whose names methods bear, planets and telescopes, languages, peoples, countries, cities and a few systems; put
# together by hand.
PROPER_NAMES: Final = frozenset(
    "Alzheimer Banach Bayes Bayesian Bernoulli Boltzmann Bose Bragg Braille Bregman Canny Cauchy Chebyshev Coulomb "
    "Darwin Delaunay Dirac Dirichlet Doppler Einstein Euclidean Faraday Fermi Feynman Fisher Fourier Frobenius "
    "Fréchet Gabor Galois Gauss Gaussian Gibbs Grassmann Grassmannian Haar Hamilton Hamiltonian Hamming Hausdorff "
    "Hawking Hebbian Heisenberg Hessian Higgs Hilbert Hopfield Hough Hubble Huntington Jacobian Jensen Kalman "
    "Kolmogorov Krylov Kullback Lagrange Lagrangian Lambertian Lanczos Langevin Laplace Laplacian Leibler Lipschitz "
    "Lorentz Lorentzian Lyapunov Mahalanobis Markov Markovian Maxwell Mercator Minkowski Monte Carlo Moreau Möbius "
    "Nash Navier Nesterov Newton Newtonian Noether Pareto Parkinson Planck Poincaré Poisson Radon Raman Rayleigh "
    "Riemann Riemannian Schrödinger Shannon Sobel Sobolev Stiefel Stokes Taylor Tikhonov Turing Voronoi Wasserstein "
    "Weyl Zernike African American Amharic Arabic Asian Australian Austrian Bangla Belgian Bengali Brazilian British "
    "Bulgarian Canadian Cantonese Chinese Croatian Czech Danish Dutch Egyptian English Ethiopian European Farsi "
    "Finnish French German Greek Gujarati Hebrew Hindi Hungarian Icelandic Indian Indonesian Iranian Irish Israeli "
    "Italian Japanese Kannada Korean Latin Malay Malayalam Mandarin Marathi Mexican Nepali Norwegian Pakistani "
    "Persian Portuguese Punjabi Romanian Russian Sanskrit Scottish Serbian Spanish Swahili Swedish Swiss Tamil Telugu "
    "Thai Turkish Ukrainian Urdu Vietnamese Welsh Africa America Antarctic Antarctica Arctic Asia Australia Austria "
    "Bangladesh Beijing Berkeley Berlin Brazil Britain California Cambridge Canada China Denmark Egypt England "
    "Ethiopia Europe Finland France Germany India Indonesia Iran Ireland Israel Italy Japan Kenya Korea London Mexico "
    "Nigeria Norway Oxford Pakistan Paris Poland Princeton Russia Scotland Shanghai Singapore Spain Stanford Sweden "
    "Switzerland Texas Tokyo Ukraine Vienna Vietnam Wales Zurich Android Flickr Google Kaggle Kinect Landsat Linux "
    "Python Twitter Wikipedia Andreev Artin Bell Bessel Betti Bloch Bohm Bohr Boolean Borel Brownian Calabi Cantor "
    "Carathéodory Cartan Cartesian Casimir Cayley Chandrasekhar Cherenkov Chern Christoffel Clifford Compton Debye "
    "Dedekind Dyson Eulerian Fano Fenchel Finsler Floer Floquet Fock Fokker Frechet Fredholm Friedmann Galerkin "
    "Galilean Ginzburg Gromov Hadamard Haldane Hall Hankel Hardy Hartree Hawkes Hecke Heegaard Hermite Hermitian "
    "Hodge Hölder Hubbard Ising Iwasawa Jacobi Josephson Kaluza Keynesian Khovanov Kerr Kirchhoff Kitaev Klein Kohn "
    "Kondo Kähler Landau Langlands Laurent Lebesgue Legendre Leibniz Lie Littlewood Mach Majorana Maxwellian Mills "
    "Morse Mordell Mott Neumann Nordström Onsager Penrose Petri Picard Potts Rashba Reissner Reynolds Ricci Rydberg "
    "Schrodinger Schubert Schwarzschild Seiberg Selberg Selmer Shimura Siegel Sinkhorn Sitter Sturm Tate Teichmüller "
    "Tucker Virasoro Viterbi Volterra Waals Wannier Weierstrass Weil Wiener Wigner Wilson Witten Yang Yukawa Zariski "
    "Zeeman Andromeda Cassini Centauri Chandra Cygnus Fermilab Gaia Herschel Jupiter Kepler Kuiper Magellanic Neptune "
    "Orion Perseus Pluto Saturn Sloan Spitzer Uranus Venus Mars Virgo Webb Afghan Arab Argentine Basque Catalan "
    "Chilean Colombian Cuban Dominican Filipino Georgian Hawaiian Iraqi Islamic Jewish Kazakh Kenyan Kurdish Lebanese "
    "Lithuanian Mongolian Muslim Nigerian Palestinian Peruvian Quechua Singaporean Slovak Slovenian Christian Olympic "
    "Olympics Soviet Sumerian Syrian Taiwanese Tibetan Ugandan Uzbek Uyghur Yiddish Yoruba Zulu Afghanistan Algeria "
    "Amazonian Amsterdam Argentina Athens Atlantic Baltic Bangalore Barcelona Belgium Bolivia Boston Brussels "
    "Budapest Bulgaria Cairo Cameroon Caribbean Chicago Chile Colombia Copenhagen Croatia Cuba Czechia Delhi Dublin "
    "Ecuador Estonia Florida Geneva Ghana Greece Greenland Gujarat Hawaii Helsinki Himalayan Hungary Iceland Iraq "
    "Istanbul Jakarta Jerusalem Kazakhstan Kerala Kuwait Kyoto Lebanon Lisbon Lithuania Madagascar Madrid Malaysia "
    "Manhattan Massachusetts Mediterranean Melbourne Milan Mongolia Montreal Morocco Moscow Mumbai Munich Myanmar "
    "Nepal Netherlands Ontario Oslo Palestine Peru Philadelphia Portugal Prague Qatar Quebec Romania Rwanda Seattle "
    "Senegal Seoul Serbia Siberia Slovakia Slovenia Somalia Stockholm Sudan Sydney Syria Taiwan Tanzania Tehran "
    "Thailand Tibet Toronto Tunisia Uganda Uruguay Uzbekistan Venezuela Warsaw Washington Wuhan Yemen York Zambia "
    "Zimbabwe Arabidopsis Baidu Bible Biblical Bitcoin Brexit Drosophila Ebola Escherichia Ethereum Facebook Fortran "
    "Hadoop Haskell Instagram Java Keplerian Kubernetes Microsoft Minecraft Netflix Nobel Obama Pashto Quran Reddit "
    "Shakespeare Shakespearean Trump Ubuntu Wikidata Zika".split()
)
