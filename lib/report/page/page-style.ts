/** The page around timelines: its colours, light and dark, and its plain parts. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--page:light-dark(#fff,#11161b);--box:light-dark(#f4f6f8,#1a2128);--text:light-dark(#17202a,#e7ecf0);--muted:light-dark(#51606e,#a5b1bc);--line:light-dark(#d9dfe5,#2d3842);--line-strong:light-dark(#76828e,#71808e);--accent:light-dark(#0b5cad,#7ab8ff);--bad:light-dark(#a3161a,#ff9d97);--bad-soft:light-dark(#fdf1f0,#2b1a1b);--warn:light-dark(#8a5300,#f0b35a);--old:light-dark(#5b6670,#9aa6b1);--new:light-dark(#0b6e4f,#53cfa2);--on-fill:light-dark(#fff,#0c1114)}
@media print{:root{color-scheme:light!important;--page:#fff;--box:#fff;--text:#000;--muted:#333;--bad:#a3161a;--bad-soft:#fff;--new:#0b6e4f;--old:#5b6670;--on-fill:#fff}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:80rem;padding:1rem;background:var(--page);color:var(--text);font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.6rem;margin:.3rem 0}h2{font-size:1.25rem;margin:2rem 0 .2rem}h3{font-size:1.05rem;margin:1.2rem 0 .2rem}
h2,dd{overflow-wrap:anywhere}
a{color:var(--accent)}
article{border-top:1px solid var(--line)}
.verdict{display:inline-block;font-size:.85rem;font-weight:600;border:1px solid;border-radius:6px;padding:0 .5rem;color:var(--muted)}
.verdict[data-state=fails]{color:var(--bad)}.verdict[data-state=finishes]{color:var(--new)}
dl>div{display:grid;grid-template-columns:6rem 1fr;gap:.5rem}dt{color:var(--muted)}dd{margin:0}
.scrolls{overflow-x:auto}
.scrolls table{border-collapse:collapse;font-variant-numeric:tabular-nums}
.scrolls th,.scrolls td{text-align:left;padding:.3rem 1.2rem .3rem 0;border-bottom:1px solid var(--line)}
.scrolls td{white-space:nowrap}
.scrolls thead th{color:var(--muted);font-weight:500}
tr.bad td{color:var(--bad)}
footer{color:var(--muted);border-top:1px solid var(--line);margin-top:2rem}
header{position:relative}
#theme{position:absolute;right:0;top:.2rem;font:inherit;color:var(--text);background:var(--box);border:1px solid var(--line-strong);border-radius:6px;padding:.25rem .6rem}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
@media (max-width:30rem){body{padding:.6rem}#theme{position:static}}
@media print{#theme{display:none}}
`;
