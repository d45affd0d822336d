// Areas and points on a map, from the GeoJSON in the page. The list beside it says the same.
const L = window.L;

const escape = (words) => {
  const element = document.createElement("span");
  element.textContent = words;
  return element.innerHTML;
};

const popup = ({ name, url, note }) => {
  const box = document.createElement("div");
  const heading = document.createElement(url ? "a" : "b");
  heading.textContent = name;
  if (url && url.startsWith("/")) heading.href = url;
  box.append(heading);
  if (note) {
    const words = document.createElement("div");
    words.textContent = note;
    box.append(words);
  }
  return box;
};

// Few dots on a wide map, and no basemap to tell where they are: their names stand under them.
const nameDots = (layer) => {
  const dots = layer.getLayers().filter((shape) => shape.getRadius && shape.feature.properties.name);
  dots.sort((one, other) => other.getRadius() - one.getRadius());
  return dots.map((dot) => {
    dot.unbindTooltip().bindTooltip(escape(dot.feature.properties.name), {
      permanent: true, direction: "bottom", offset: [0, dot.getRadius() - 4], className: "map__name",
    });
    return dot.getTooltip();
  });
};

// Outlines alone, to mark a spot on: each says its name, the smallest first, as the larger ones hold them.
const nameGround = (ground) => {
  const size = (shape) => { const box = shape.getBounds(); return (box.getEast() - box.getWest()) * (box.getNorth() - box.getSouth()); };
  return ground.getLayers().sort((one, other) => size(one) - size(other)).map((shape) => shape.bindTooltip(
    escape(shape.feature.properties.name), { permanent: true, direction: "center", className: "map__name" },
  ).getTooltip());
};

// Where two names would cover each other, the smaller dot's waits until one has come closer.
const partNames = (tooltips) => {
  const kept = [];
  tooltips.forEach((tooltip) => {
    const name = tooltip.getElement();
    const box = name.getBoundingClientRect();
    const covered = kept.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
    name.classList.toggle("map__name--waiting", covered);
    if (!covered) kept.push(box);
  });
};

// Areas with counts are filled in four steps, so that the eye finds where most was said.
const step = (count, most) => (count && most ? `map__area--${Math.max(1, Math.ceil((4 * count) / most))}` : "");

const draw = (figure) => {
  const data = JSON.parse(document.getElementById(figure.dataset.map).textContent);
  if (!data.features?.length) {
    figure.hidden = true; // the list beside it says that there is nothing
    return;
  }
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(figure.querySelector(".map__canvas"), {
    scrollWheelZoom: false, zoomSnap: 0.25, attributionControl: Boolean(figure.dataset.tiles),
    zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still,
  });
  if (figure.dataset.tiles) L.tileLayer(figure.dataset.tiles, { attribution: escape(figure.dataset.credit) }).addTo(map);
  const most = Math.max(0, ...data.features.map(({ properties }) => properties.count || 0));
  // Outlines that only show where one is: nothing to press, and no name of their own.
  const isGround = ({ properties }) => Boolean(properties.is_ground);
  const ground = L.geoJSON(data, { filter: isGround, interactive: false, style: { className: "map__ground" } }).addTo(map);
  const things = { ...data, features: data.features.filter((feature) => !isGround(feature)) };
  const layer = L.geoJSON(things, {
    style: ({ geometry, properties }) => (geometry.type === "Point" ? {} : { className: `map__area ${step(properties.count, most)} ${properties.tone || ""}` }),
    pointToLayer: ({ properties }, place) => L.circleMarker(place, {
      className: `map__dot ${properties.tone || ""}`, radius: 7 + Math.min(16, 2.2 * Math.sqrt(Math.max(0, (properties.count || 1) - 1))),
    }),
    onEachFeature: ({ properties }, shape) => {
      if (!properties.name) return;
      shape.bindPopup(() => popup(properties));
      if (properties.label) shape.bindTooltip(escape(properties.name), { permanent: true, direction: "center", className: "map__name" });
      else shape.bindTooltip(escape(properties.name));
    },
  }).addTo(map);
  if (!things.features.length) figure.names = nameGround(ground);
  const named = figure.names || (figure.dataset.tiles || things.features.length > 24 || figure.clientWidth < 560 ? [] : nameDots(layer));
  const bounds = (things.features.length ? layer : ground).getBounds();
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [28, 28], maxZoom: 15 });
  else map.setView([52.4, -3.8], 7);
  partNames(named);
  map.on("zoomend resize", () => partNames(named));
  figure.map = map; // for a page that does more with it, such as marking a spot
  figure.bounds = bounds;
};

document.querySelectorAll("[data-map]").forEach(draw);
