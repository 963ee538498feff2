"""The style of a difference's page: A4 on paper, light or dark on a screen, contrast of at least 4.5 : 1 (WCAG 2 AA)."""

STYLE = """\
:root{color-scheme:light dark;--text:#1b1f24;--faint:#4a525c;--page:#fff;--line:#8a929c;--head:#eef1f4;--link:#0b4fa8;
--del:#8a1c1c;--del-page:#fdecec;--ins:#10591f;--ins-page:#e6f6e9;--warn:#6b4300;--warn-page:#fff4de}
@media screen and (prefers-color-scheme:dark){:root{--text:#e8eaed;--faint:#b4bcc6;--page:#16191d;--line:#77808b;
--head:#242a31;--link:#8ebcff;--del:#ffb4ab;--del-page:#43191a;--ins:#9fe0ab;--ins-page:#12361b;--warn:#ffd792;
--warn-page:#3d2c06}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:62rem;padding:1.5rem;color:var(--text);background:var(--page);line-height:1.7;
font-family:"BIZ UDPGothic","Yu Gothic UI","Hiragino Sans","Noto Sans CJK JP","Noto Sans JP",Meiryo,sans-serif}
h1{font-size:1.5rem;line-height:1.4}
h2{font-size:1.25rem;margin-top:2.5rem;padding-bottom:.2rem;border-bottom:2px solid var(--line)}
h3{font-size:1.1rem;margin:2rem 0 .5rem}
h4{font-size:1rem;margin:1.6rem 0 .2rem}
a{color:var(--link)}
a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
p{margin:.4rem 0}
.faint{color:var(--faint)}
.warn{color:var(--warn);background:var(--warn-page);padding:.6rem .9rem;border-left:.4rem solid var(--warn)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem}
.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{border:1px solid var(--line);padding:.3rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:var(--head)}
.fields th[scope=row]{width:30%}
.number{text-align:right;white-space:nowrap}
del{color:var(--del);background:var(--del-page);text-decoration:line-through}
ins{color:var(--ins);background:var(--ins-page);text-decoration:underline}
@page{size:A4;margin:15mm}
@media print{body{max-width:none;padding:0;font-size:10pt;line-height:1.5}h2,h3,h4{break-after:avoid}
tr,.warn{break-inside:avoid}thead{display:table-header-group}a{color:inherit;text-decoration:none}nav{display:none}
.wide{overflow:visible}}
"""
