// One job of one JavaScript program: node run.cjs PROGRAM JOB INPUT OUTPUT, with NODE_PATH at its packages.
"use strict";
const fs = require("fs");
const [program, job, source, target] = process.argv.slice(2);
const text = fs.readFileSync(source, "utf8");

function citationJs() {
  const { Cite, plugins } = require("@citation-js/core");
  require("@citation-js/plugin-bibtex");
  require("@citation-js/plugin-ris");
  require("@citation-js/plugin-csl");
  plugins.config.get("@bibtex").parse.strict = false;
  const types = { bibtex: "@bibtex/text", ris: "@ris/file", "csl-json": "@csl/list+object" };
  const [from, to] = job.split(" to ");
  const input = from === "csl-json" ? JSON.parse(text) : text;
  const cite = new Cite(input, { forceType: types[from], generateGraph: false });
  return cite.format(to === "csl-json" ? "data" : to);
}

async function biblatexCslConverter() {
  const path = require.resolve("biblatex-csl-converter");
  const lib = await import(path);
  const api = lib.default && lib.default.BibLatexExporter ? lib.default : lib;
  const [from] = job.split(" to ");
  const parser =
    from === "ris" ? new api.RISParser(text) : new api.CSLParser(JSON.parse(text));
  const parsed = parser.parse();
  return new api.BibLatexExporter(parsed.entries || parsed).parse();
}

async function main() {
  const out = program === "citation-js" ? citationJs() : await biblatexCslConverter();
  fs.writeFileSync(target, typeof out === "string" ? out : JSON.stringify(out));
}
main();
