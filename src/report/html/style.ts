/** The one style sheet of a report: readable on a screen, in print and in grey. */
export const STYLE = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem; background: #fff; color: #1a1a1a;
  font: 1rem/1.5 "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; border-bottom: 1px solid #8c8c8c; padding-bottom: .2rem; }
.subtitle { margin: 0; color: #444; }
.decision { border: 2px solid #1a1a1a; border-left-width: .6rem; padding: .75rem 1rem; margin: 1rem 0; }
.decision h2 { margin-top: 0; border: 0; font-size: .9rem; color: #444; padding: 0; }
.decision .title { font-size: 1.3rem; font-weight: bold; margin: 0 0 .4rem; }
.decision p { margin: .25rem 0; }
.notice { border-left: .3rem solid #8c8c8c; padding-left: .75rem; color: #333; }
table { border-collapse: collapse; width: 100%; margin: .75rem 0; font-size: .875rem; }
caption { text-align: left; color: #444; padding-bottom: .3rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #d0d0d0; }
thead th { border-bottom: 2px solid #1a1a1a; }
tbody th { font-weight: normal; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
td.number { white-space: nowrap; }
figure { margin: 1rem 0; }
svg.plot { max-width: 100%; height: auto; display: block; }
details { margin: .25rem 0 0; }
summary { cursor: pointer; color: #444; font-size: .875rem; }
.exploratory { border: 1px dashed #595959; padding: .25rem 1rem .75rem; }
.methods { background: #f4f4f4; padding: .75rem 1rem; user-select: all; }
code, .hash { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: .8rem; overflow-wrap: anywhere; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  h2 { break-after: avoid; }
  figure, table, .decision, .exploratory { break-inside: avoid; }
  details > summary { list-style: none; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
@page { size: A4; margin: 16mm 14mm; }
`
