"""What pages and their style sheets are made of, anywhere: the words that both ends of a stream
know before it begins.

Written down from the specifications of CSS, HTML, SVG and ARIA, as browsers spell rules and as our
lines spell structure; what is common comes last, for what is near costs least. Nothing in it is
taken from a page.
"""

RARE_PROPERTIES = """
    accent-color; align-self; animation-delay; animation-direction; animation-duration;
    animation-fill-mode; animation-iteration-count; animation-name; animation-play-state;
    animation-timing-function; appearance; aspect-ratio; backface-visibility; backdrop-filter;
    background-attachment; background-blend-mode; background-clip; background-origin;
    block-size; border-block; border-collapse; border-image; border-inline; border-spacing;
    break-after; break-before; break-inside; caption-side; caret-color; clip; clip-path;
    color-scheme; column-count; column-gap; columns; contain; container-type; content-visibility;
    counter-increment; counter-reset; direction; fill-opacity; filter; flex-basis; flex-flow;
    font-feature-settings; font-kerning; font-stretch; font-variant-numeric;
    font-variation-settings; forced-color-adjust; grid-area; grid-auto-columns; grid-auto-flow;
    grid-auto-rows; grid-column; grid-row; grid-template-areas; grid-template-rows; hyphens;
    inline-size; inset; isolation; justify-items; justify-self; margin-block; margin-inline;
    mask-image; mask-position; mask-repeat; mask-size; mix-blend-mode; object-position; order;
    orphans; outline-color; outline-offset; outline-style; outline-width; overflow-anchor;
    overflow-wrap; overscroll-behavior; padding-block; padding-inline; page-break-inside;
    perspective; place-content; place-items; print-color-adjust; quotes; resize; rotate; row-gap;
    scale; scroll-behavior; scroll-margin-top; scroll-snap-align; scroll-snap-type;
    scrollbar-width; stroke-dasharray; stroke-linecap; stroke-linejoin; stroke-width; tab-size;
    table-layout; text-decoration-color; text-decoration-line; text-decoration-thickness;
    text-indent; text-rendering; text-shadow; text-size-adjust; text-underline-offset; text-wrap;
    touch-action; transform-origin; transform-style; transition-delay; transition-duration;
    transition-property; transition-timing-function; translate; unicode-bidi; user-select;
    vertical-align; widows; will-change; word-break; word-spacing; word-wrap; writing-mode
"""
RULES = """
@charset "utf-8"; @layer @supports (display: grid) { @container @property @page @keyframes fade {
0% { opacity: 0; } 100% { opacity: 1; } } from { transform: rotate(0deg); } to { transform:
rotate(360deg); } @media print { @media (prefers-reduced-motion: reduce) { @media
(prefers-color-scheme: dark) { @media screen and (max-width: 480px) { @media (min-width: 576px) {
@media (min-width: 768px) { @media (min-width: 992px) { @media (min-width: 1024px) { @media
(min-width: 1200px) { @media only screen and (max-width: 600px) { @media (max-width: 767px) {
@media (max-width: 1023px) { :root :host ::selection ::placeholder ::marker ::-webkit-scrollbar
::-webkit-search-cancel-button :nth-child(2n+1) :nth-child(2n) :nth-of-type(odd) :first-of-type
:last-of-type :only-child :empty :checked :disabled :invalid :required :target :visited :link
:active :focus-within :focus-visible :is(:hover, :focus) :where( :has(
:not(:disabled):not(.disabled):active :not(:last-child) :not(:first-child) :first-child
:last-child ::before, ::after { :focus { :hover, :hover { [hidden] { display: none; }
[type="checkbox"], [type="radio"], [type="submit"] [aria-expanded="true"] [aria-hidden="true"]
[disabled] [data- [class*=" "] [href] [dir="rtl"] input[type="number"] *, ::before, ::after {
box-sizing: border-box; } html { line-height: 1.15; } html, body { height: 100%; } body { margin:
0px; } main { display: block; } h1, h2, h3, h4, h5, h6 { b, strong { font-weight: bolder; } ul, ol
{ margin: 0px; padding: 0px; } ul { list-style: none; } li { dl, dt, dd { pre, code, kbd, samp {
img, svg, video { max-width: 100%; height: auto; } table { border-collapse: collapse; } th, td {
button, input, optgroup, select, textarea { font: inherit; } fieldset { legend { label { form {
header { footer { nav { section { article { aside { figure { figcaption { details { summary { a {
color: inherit; text-decoration: none; } a:hover { p { span { div { em { small { hr { blockquote {
"""
VALUES = """
-webkit-font-smoothing: antialiased; -webkit-tap-highlight-color: rgba(0, 0, 0, 0);
-webkit-appearance: none; -webkit-line-clamp: 2; -webkit-box-orient: vertical;
-webkit-text-size-adjust: 100%; -moz-osx-font-smoothing: grayscale; visibility: hidden;
visibility: visible; pointer-events: none; user-select: none; z-index: 1000; z-index: -1; z-index:
1; font-family: system-ui, -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Oxygen, Ubuntu,
Cantarell, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif, "Apple Color
Emoji", "Segoe UI Emoji"; font-family: ui-monospace, SFMono-Regular, Menlo, Monaco, Consolas,
"Liberation Mono", "Courier New", monospace; font-family: Georgia, Cambria, "Times New Roman",
Times, serif; font-family: inherit; font-style: italic; font-style: normal; font-variant: normal;
font-size: 100%; font-size: 0.875rem; font-size: 1.25rem; font-size: 1rem; font-size: 12px;
font-size: 14px; font-size: 16px; font-size: 18px; font-size: 24px; font-size: clamp(1rem, 2.5vw,
2rem); font-size: 1.5em; font-size: inherit; font-weight: 300; font-weight: 400; font-weight: 500;
font-weight: 600; font-weight: 700; font-weight: bold; font-weight: normal; line-height: 1;
line-height: 1.2; line-height: 1.5; line-height: 1.6; line-height: 24px; line-height: normal;
letter-spacing: 0.05em; letter-spacing: -0.01em; letter-spacing: normal; text-transform:
uppercase; text-transform: capitalize; text-transform: none; text-decoration: underline;
text-decoration: none; text-align: right; text-align: left; text-align: start; text-align: center;
text-overflow: ellipsis; white-space: nowrap; white-space: normal; white-space: pre-wrap;
vertical-align: middle; vertical-align: top; vertical-align: baseline; word-break: break-word;
overflow-wrap: anywhere; list-style: none; list-style: disc; transition: all 0.2s ease-in-out;
transition: opacity 0.3s ease 0s; transition: transform 0.15s ease-out; transition: color 0.15s,
background-color 0.15s, border-color 0.15s; transition: none; animation: 1s linear infinite;
cubic-bezier(0.4, 0, 0.2, 1) transform: translate(-50%, -50%); transform: translateX(-50%);
transform: translateY(-1px); transform: scale(1.05); transform: rotate(45deg); transform: none;
box-shadow: rgba(0, 0, 0, 0.1) 0px 1px 3px 0px, rgba(0, 0, 0, 0.06) 0px 1px 2px; box-shadow: inset
0 0 0 1px; box-shadow: none; opacity: 0.5; opacity: 0; opacity: 1; outline: 2px solid; outline:
none; outline: 0px; cursor: default; cursor: not-allowed; cursor: pointer; float: left; float:
right; float: none; clear: both; content: ""; content: none; fill: currentcolor; fill: none;
stroke: currentcolor; stroke-width: 2px; object-fit: contain; object-fit: cover; aspect-ratio: 1 /
1; aspect-ratio: 16 / 9; background: linear-gradient(90deg, rgb(0, 0, 0) 0%, transparent 100%);
background-size: cover; background-position: center center; background-repeat: no-repeat;
background-image: none; background: none; background: transparent; background-color: transparent;
background-color: rgb(255, 255, 255); background-color: rgba(0, 0, 0, 0.5); background: rgb(255,
255, 255); background: #fff; background-color: var(-- color: rgb(0, 0, 0); color: rgb(255, 255,
255); color: #fff; color: #000; color: #333; color: inherit; color: currentcolor; color: var(--
color-mix(in srgb, hsl(0, 0%, 100%) border: 1px solid transparent; border: 1px solid rgb(0, 0, 0);
border: 1px solid var(-- border-top: 1px solid; border-bottom: 1px solid; border: 0px; border:
none; border-width: 1px; border-style: solid; border-color: transparent; border-inline-start:
border-radius: 50%; border-radius: 999px; border-radius: 0.25rem; border-radius: 12px;
border-radius: 8px; border-radius: 4px; border-radius: 0px; border-top-left-radius:
border-bottom-right-radius: width: fit-content; width: max-content; width: 100vw; min-height:
100vh; width: auto; height: auto; width: 50%; width: 1px; height: 1px; width: 24px; height: 24px;
max-width: 1200px; max-width: 100%; min-width: 0px; max-height: none; min-height: 44px; height:
100%; width: 100%; padding: 0px 16px; padding: 8px 12px; padding: 1rem; padding: 16px;
padding-left: 0px; padding-right: 16px; padding-bottom: 8px; padding-top: 8px; padding-inline:
16px; padding-block: 8px; padding: 0px; margin: 0px auto; margin: auto; margin-inline: auto;
margin-right: 8px; margin-left: auto; margin-bottom: 1rem; margin-bottom: 16px; margin-top: 0px;
margin: 0px 0px 16px; margin: 0px; display: table; display: table-cell; display: inline-grid;
display: inline; display: list-item; display: contents; display: inline-flex; display:
inline-block; display: block; display: grid; grid-template-columns: repeat(auto-fit, minmax(0px,
1fr)); grid-template-columns: 1fr 1fr; grid-column: 1 / -1; grid-area: auto; gap: 8px; gap: 16px;
gap: 24px; gap: 1rem; place-items: center; flex-wrap: wrap; flex-direction: row; flex-direction:
column; flex: 0 0 auto; flex: 1 1 0%; flex-grow: 1; flex-shrink: 0; align-items: baseline;
align-items: flex-start; align-items: start; align-self: center; align-content: center;
justify-content: flex-end; justify-content: flex-start; justify-content: space-between;
justify-content: center; align-items: center; overflow: auto; overflow-x: auto; overflow-y: auto;
overflow: visible; overflow: hidden; position: fixed; position: sticky; position: static;
position: relative; position: absolute; inset: 0px; top: 50%; bottom: 0px; right: 0px; left: 50%;
top: 0px; left: 0px; width: calc(100% - 2 * var(-- !important; } } :root { --font- --color-
--space- --radius- --shadow- ; }. display: none; } { display: flex; }
"""
STRUCTURE = """
<article class><aside class><blockquote>./<br>/<button aria-label class type><canvas>/<caption>./
<code>./<dd>./<dl><dt>./<details><summary>./<em>./<fieldset><legend>./<figure class>
<img alt class rr_height rr_width>/<figcaption>./<footer class><form class><h1 class>./<h1>./
<h2 class>./<h2>./<h3 class>./<h4>./<header class><hr>/<i aria-hidden class>/
<input class id name placeholder type value>/<input id name type value>/<label for>./<label>
<input name type>/./<main class id><nav aria-label class><ol><option value>./<option>./
<option selected>./<pre>.<p class>./<p>.<a href>./<p>./<section class id><select class id name>
<small>./<strong>./<sub>./<sup>./<table class><thead><tr><th scope>./<th>./<tbody><tr><td>./<td>./
<td class>./<textarea class id name placeholder rows>/
~<svg aria-hidden class fill focusable height role stroke stroke-width viewBox width xmlns>
~<g>~<path clip-rule d fill fill-rule>/~<path d>/~<circle cx cy r>/~<rect height rx width x y>/
~<line x1 x2 y1 y2>/~<polyline points>/~<use href>/~<defs>~<linearGradient id>~<stop offset>/
~<title>./<div class data-testid id role style><div id><div style><div class style><ul class>
<li class id><a class href>.<span class>./<span class>.<span>./<img alt class>/<li>./<li class>
<a class href>./<li><a href>./!<html class dir lang><head><title>./<span style>/<link _cssText>/
<style _cssText><style type>./<body class style><div><div class><div class><div class><div class>.
"""
WORDS = """
"true","false","hidden","checked","disabled","required","selected","submit","button","text",
"email","password","search","tel","number","checkbox","radio","off","on","navigation",
"presentation","dialog","menu","menuitem","tab","tabpanel","listbox","option","polite","alert",
"banner","contentinfo","img","main","content","wrapper","container","row","col","col-md-6",
"btn btn-primary","active","is-active","open","icon","logo","menu-item","nav","nav-link","navbar",
"header","footer","title","card","grid","item","list","link","label","input","form-control",
"form-group","hero","section","sr-only","visually-hidden","sidebar","price","product","evenodd",
"nonzero","round","currentColor","none","0 0 24 24","24","20","16","http://www.w3.org/2000/svg",
"ltr","en","http://","https://www."rr_width":"0px","display:none!important","parlour-unshown","sty
le":{"display":"none"},"class":"","aria-expanded":"true","open":"","disabled":null,"style":"transf
orm: translate("#","#","#"
"""
LINES = """
[9,0,{"source":8,"adds":[{"rule":"","index":0}],"id":[9,0,{"source":15,"styleIds":[
[8,0,1280,720]
[5,0,2,
[7,0,
[6,0,1,0,
[4,0,
[3,0,[],[],"",[],[],[],[]]
[3,0,[],[],"",[],[],[],["class":"
[10]
[0,"
[2,0,0,0,0,1,"!<html lang><head>/<title>./<span style>/","en",
"""


def dictionary_text() -> str:
    """All of it, in ASCII; what is common stands at the end."""
    properties = "".join(
        f" {name.strip()}: ; " for name in RARE_PROPERTIES.replace("\n", " ").split(";")
    )
    sheets = " ".join((RULES + VALUES).split())
    trees = "".join((STRUCTURE).replace("\n", ""))
    return f"{properties}{sheets}{''.join(WORDS.splitlines())}{trees}{LINES}"
