// A map to move about in, in place of the drawing of the server. Nothing is asked of any other place: there are no tiles.

const METRES_A_PIXEL = 100;
const CLOSEST = 7;
const MARK_PIXELS = 24;
const GOLDEN_TURN = Math.PI * (3 - Math.sqrt(5));

function loadStyle(href) {
  return new Promise((done, failed) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    link.onload = done;
    link.onerror = failed;
    document.head.append(link);
  });
}

function popup(point) {
  const words = document.createElement("div");
  const link = document.createElement("a");
  link.href = point.href;
  link.textContent = point.name;
  link.className = "govuk-link";
  const note = document.createElement("span");
  note.className = "app-note";
  note.textContent = point.words;
  words.append(link, note);
  return words;
}

// Schools of one grid reference would cover each other however near one looks: they stand side by side.
function icon(L, figure, number, beside) {
  const drawn = figure.querySelector(`.app-chart__legend .app-map__mark--${number}`);
  const picture = drawn.closest("svg").cloneNode(true);
  picture.setAttribute("class", "app-map__pin");
  const away = MARK_PIXELS * Math.sqrt(beside);
  const left = away * Math.cos(beside * GOLDEN_TURN);
  const up = away * Math.sin(beside * GOLDEN_TURN);
  return L.divIcon({
    html: picture.outerHTML,
    className: "app-map__spot",
    iconSize: [MARK_PIXELS, MARK_PIXELS],
    iconAnchor: [MARK_PIXELS / 2 + left, MARK_PIXELS / 2 + up],
    popupAnchor: [-left, -up],
  });
}

async function start(figure) {
  const points = JSON.parse(document.getElementById(figure.dataset.mapPoints).textContent);
  const drawing = figure.querySelector(".app-map__drawing");
  if (!points.length || !drawing) {
    return;
  }
  const [L] = await Promise.all([import(figure.dataset.map), loadStyle(figure.dataset.mapStyle)]);
  const box = document.createElement("div");
  box.className = "app-map__live";
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", "Map to move about in: arrow keys move, plus and minus zoom. The list holds the same.");
  drawing.replaceWith(box);
  try {
    fill(L, figure, box, points);
  } catch (fault) {
    box.replaceWith(drawing);
    throw fault;
  }
}

function fill(L, figure, box, points) {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(box, {
    crs: L.Util.extend({}, L.CRS.Simple, {
      transformation: new L.Transformation(1 / METRES_A_PIXEL, 0, -1 / METRES_A_PIXEL, 0),
    }),
    minZoom: -6,
    maxZoom: CLOSEST,
    zoomSnap: 0.5,
    zoomAnimation: !still,
    fadeAnimation: !still,
    markerZoomAnimation: !still,
    inertia: !still,
    attributionControl: false,
    scrollWheelZoom: false,
  });
  const met = new Map();
  for (const point of points) {
    const place = `${point.east} ${point.north}`;
    const beside = met.get(place) ?? 0;
    met.set(place, beside + 1);
    // Hundreds of stops for the Tab key would stand in the way: the list below is the keyboard's way to each.
    L.marker([point.north, point.east], { icon: icon(L, figure, point.number, beside), keyboard: false, title: point.name })
      .bindPopup(() => popup(point))
      .addTo(map);
  }
  map.fitBounds(L.latLngBounds(points.map((point) => [point.north, point.east])), { padding: [24, 24], maxZoom: 2 });
  L.control.scale({ imperial: false }).addTo(map);
}

export function startMaps(root) {
  root.querySelectorAll("[data-map]").forEach((figure) => {
    start(figure).catch(() => {}); // the server's drawing stays
  });
}
