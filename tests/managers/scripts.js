// Reads {"program": name, "text": a file of ours, "style": CSL XML, "locale": CSL XML} from standard input; writes what the program
// understood, as JSON.
const fs = require('fs');
const { program, text, style, locale } = JSON.parse(fs.readFileSync(0, 'utf8'));

const programs = {
  'citation-js bibtex': () => citationJs('@bibtex/text'),
  'citation-js biblatex': () => citationJs('@biblatex/text'),
  'citation-js ris': () => citationJs('@ris/file'),
  'citation-js csl-json': () => citationJs('@csl/list+object'),
  'biblatex-csl-converter': async () => {
    const { BibLatexParser, CSLExporter } = await import('biblatex-csl-converter');
    const parsed = await new BibLatexParser(text, { processUnknown: true }).parseAsync();
    const csl = new CSLExporter(parsed.entries).parse();
    return { items: Object.values(csl), raw: Object.values(parsed.entries), errors: parsed.errors };
  },
  '@retorquere/bibtex-parser': async () => {
    const { parse } = await import('@retorquere/bibtex-parser');
    const parsed = parse(text, {});
    return { entries: parsed.entries, errors: parsed.errors };
  },
  'citeproc-js': () => {
    const CSL = require('citeproc');
    const items = Object.fromEntries(JSON.parse(text).map((item) => [item.id, item]));
    const engine = new CSL.Engine({ retrieveLocale: () => locale, retrieveItem: (id) => items[id] }, style);
    engine.setOutputFormat('text');
    engine.updateItems(Object.keys(items));
    const [about, entries] = engine.makeBibliography();
    return Object.fromEntries(about.entry_ids.map((ids, at) => [ids[0], entries[at]]));
  },
};

function citationJs(type) {
  const { Cite } = require('@citation-js/core');
  require('@citation-js/plugin-bibtex');
  require('@citation-js/plugin-ris');
  require('@citation-js/plugin-csl');
  const data = type.startsWith('@csl') ? JSON.parse(text) : text;
  return { items: new Cite(data, { forceType: type }).format('data', { format: 'object' }) };
}

Promise.resolve(programs[program]()).then((answer) => process.stdout.write(JSON.stringify(answer)));
