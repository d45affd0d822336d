// Mark a spot: a press on the map fills the two numbers, which can be typed as well.
const box = document.querySelector("[data-point]");
const [latitude, longitude] = box ? ["latitude", "longitude"].map((name) => box.querySelector(`[name="${name}"]`)) : [];
const figure = box?.querySelector("[data-map]");

const start = (map) => {
  let mark = null;
  const clear = document.createElement("button");
  clear.type = "button";
  clear.className = "button button--plain button--small";
  clear.textContent = box.dataset.clear;
  box.querySelector(".point").append(clear);

  const show = () => {
    if (mark) mark.remove();
    const point = [Number(latitude.value), Number(longitude.value)];
    const isMarked = latitude.value !== "" && longitude.value !== "" && point.every(Number.isFinite);
    clear.hidden = !isMarked;
    mark = isMarked ? window.L.circleMarker(point, { radius: 9, className: "map__dot brand" }).addTo(map) : null;
  };
  map.on("click", ({ latlng }) => {
    latitude.value = latlng.lat.toFixed(5);
    longitude.value = latlng.lng.toFixed(5);
    show();
  });
  clear.addEventListener("click", () => {
    latitude.value = longitude.value = "";
    show();
  });
  [latitude, longitude].forEach((input) => input.addEventListener("input", show));
  box.closest("details")?.addEventListener("toggle", () => {
    map.invalidateSize();
    if (figure.bounds.isValid()) map.fitBounds(figure.bounds, { padding: [16, 16] });
  });
  show();
};

if (figure?.map) start(figure.map);
