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
  const layer = L.geoJSON(data, {
    style: ({ geometry, properties }) => (geometry.type === "Point" ? {} : { className: `map__area ${properties.tone || ""}` }),
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
  const bounds = layer.getBounds();
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [16, 16], maxZoom: 15 });
  else map.setView([52.4, -3.8], 7);
  figure.map = map; // for a page that does more with it, such as marking a spot
  figure.bounds = bounds;
};

document.querySelectorAll("[data-map]").forEach(draw);
