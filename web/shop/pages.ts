/** The pages of the demo shop, as they would stand on any customer's server. */

import { PRODUCTS, type Product } from "./products.ts";

const ROOT = "/demo/shop/";

/** What Parlour gives a customer to put into the page. */
const SNIPPET = '<script async src="/parlour.js" data-site="demo"></script>';

export interface Page {
  readonly file: string;
  readonly html: string;
}

export function pages(): readonly Page[] {
  return [
    { file: "index.html", html: frame("Halden, coffee gear that lasts", "shop", home()) },
    ...PRODUCTS.map((product) => ({
      file: `${product.id}.html`,
      html: frame(`${product.name} – Halden`, "shop", detail(product)),
    })),
    { file: "delivery.html", html: frame("Delivery and returns – Halden", "delivery", delivery()) },
    { file: "workshop.html", html: frame("Our workshop – Halden", "workshop", workshop()) },
  ];
}

function frame(title: string, current: string, body: string): string {
  const link = (id: string, href: string, text: string): string =>
    `<a href="${ROOT}${href}"${id === current ? ' aria-current="page"' : ""}>${text}</a>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%232f6f5e'/%3E%3Cpath d='M10 8v16M22 8v16M10 16h12' stroke='%23fff' stroke-width='3'/%3E%3C/svg%3E">
<link rel="stylesheet" href="${ROOT}shop.css">
</head>
<body>
<aside class="strip" aria-label="About this shop">A demo shop: nothing here can be bought, but somebody answers the chat.</aside>
<header class="head">
<a class="mark" href="${ROOT}">Halden</a>
<nav aria-label="Shop">${link("shop", "", "Gear")}${link("workshop", "workshop.html", "Workshop")}${link("delivery", "delivery.html", "Delivery &amp; returns")}</nav>
</header>
<main>
${body}
</main>
<footer class="foot">
<p><strong>Halden Coffee Works</strong><br>Made in a shed by the water since 2011.</p>
<p>Questions? Press the button in the corner.<br>A person answers, usually within a minute.</p>
</footer>
${SNIPPET}
</body>
</html>
`;
}

function home(): string {
  const [grinder] = PRODUCTS;
  return `<section class="hero">
<div>
<p class="over">Coffee gear, built to be repaired</p>
<h1>Buy it once.<br>Sharpen it every ten years.</h1>
<p class="lead">Grinders, kettles and drippers that come apart with one screwdriver, and spare parts for all of them, for good.</p>
<p><a class="button" href="#gear">See the gear</a> <a class="plain" href="${ROOT}workshop.html">How we make it</a></p>
</div>
<div class="stage" aria-hidden="true">${art(grinder)}</div>
</section>
<section id="gear">
<h2>The gear</h2>
<ul class="grid">${PRODUCTS.map(card).join("")}</ul>
</section>
<section class="three">
<div><h3>Posted the same day</h3><p>Ordered before two o’clock, it leaves today. Two days to most of Europe.</p></div>
<div><h3>Sixty days to return</h3><p>Used, unboxed, coffee in the threads: we take it back.</p></div>
<div><h3>Parts for ever</h3><p>Every screw of every model since 2011 is in a drawer here.</p></div>
</section>`;
}

function card(product: Product): string {
  const tag = product.tag === "" ? "" : `<span class="tag">${product.tag}</span>`;
  return `<li><a class="card" href="${ROOT}${product.id}.html">
<span class="stage">${art(product)}${tag}</span>
<span class="row"><strong>${product.name}</strong><span class="price">€ ${product.price}</span></span>
<span class="line">${product.line}</span>
</a></li>`;
}

function detail(product: Product): string {
  const facts = product.facts.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join("");
  const others = PRODUCTS.filter(({ id }) => id !== product.id).slice(0, 3);
  return `<p class="crumbs"><a href="${ROOT}">Gear</a> / ${product.name}</p>
<section class="detail">
<div class="stage big" aria-hidden="true">${art(product)}</div>
<div>
<h1>${product.name}</h1>
<p class="lead">${product.line}</p>
<p class="price big">€ ${product.price} <small>with tax, without postage</small></p>
${product.story.map((text) => `<p>${text}</p>`).join("")}
<p class="stock"><span class="dot" aria-hidden="true"></span> In stock, leaves today</p>
<dl>${facts}</dl>
</div>
</section>
<section>
<h2>Goes well with</h2>
<ul class="grid">${others.map(card).join("")}</ul>
</section>`;
}

function delivery(): string {
  return `<section class="prose">
<h1>Delivery and returns</h1>
<p class="lead">Short version: it is quick, it is free above 60 euros, and you may change your mind.</p>
<h2>Delivery</h2>
<table>
<thead><tr><th>Where</th><th>How long</th><th>Postage</th></tr></thead>
<tbody>
<tr><td>Germany, Denmark</td><td>1–2 days</td><td>€ 4, free above € 60</td></tr>
<tr><td>Rest of the European Union</td><td>2–4 days</td><td>€ 8, free above € 90</td></tr>
<tr><td>Norway, Switzerland, UK</td><td>3–6 days</td><td>€ 14</td></tr>
</tbody>
</table>
<h2>Returns</h2>
<p>You have sixty days. Write to us in the chat with the number of your order and we send you a label; the money is back within three days of the parcel.</p>
<h2>Something arrived broken</h2>
<p>That is our fault, whoever dropped it. Tell us in the chat, with a photo if you can, and a new one leaves the same day.</p>
<h2>Spare parts</h2>
<p>Tell us the model and what is missing. Screws, seals and springs are free; we only ask for the stamp.</p>
</section>`;
}

function workshop(): string {
  return `<section class="prose">
<h1>The workshop</h1>
<p class="lead">Four people, two lathes, one kiln, and a very good view.</p>
<p>We began with a grinder that broke on a ferry and could not be opened without breaking it more. The one that we built instead had six screws. Today’s G2 has seven; the seventh holds the lid.</p>
<p>Steel comes from a mill three hours away, walnut and ash from a sawyer whom we can see from the window. The porcelain is thrown, dried and dipped in the next room.</p>
<h2>Who answers the chat</h2>
<p>Ada on most days, Ben on Thursdays, Sophie when it rains. All three have taken every machine apart at least once, so ask them the hard questions.</p>
</section>`;
}

function art(product: Product | undefined): string {
  if (product === undefined) return "";
  return `<svg class="art ${product.id}" viewBox="0 0 240 240" role="img" aria-label="${product.name}">${product.art}</svg>`;
}
