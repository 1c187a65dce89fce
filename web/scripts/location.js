// "Use my location": fills the coordinate fields. Without script they can be
// typed, or left empty.
const offer = document.querySelector("[data-locate]");
const status = document.querySelector("[data-locate-status]");
const lat = document.getElementById("lat");
const lon = document.getElementById("lon");

if (offer && status && lat && lon && "geolocation" in navigator) {
  offer.hidden = false;
  offer.querySelector("button").addEventListener("click", () => {
    status.textContent = status.dataset.busy;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        // Five decimals are about a metre; more would only look exact.
        lat.value = coords.latitude.toFixed(5);
        lon.value = coords.longitude.toFixed(5);
        lat.closest("details").open = true;
        status.textContent = status.dataset.done;
      },
      () => {
        status.textContent = status.dataset.failed;
      },
      { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 },
    );
  });
}
