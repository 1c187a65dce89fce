// Shrinks photos before they are sent: a photo of a cheap phone has 5 MB, and
// the line is bad. Re-drawing also drops what the camera wrote into the file;
// the server does the same again for everybody.
const LONGEST_SIDE = 2048;
const SMALL_ENOUGH = 700_000;

const input = document.querySelector("input[data-photos]");
const status = document.querySelector("[data-photos-status]");

async function shrunk(file) {
  if (file.size <= SMALL_ENOUGH) return file;
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  if (!blob || blob.size >= file.size) return file;
  return new File([blob], "foto.jpg", { type: "image/jpeg" });
}

if (input && status) {
  input.addEventListener("change", async () => {
    const chosen = [...input.files];
    const tooMany = chosen.length > Number(input.dataset.photos);
    input.setCustomValidity(tooMany ? input.dataset.tooMany : "");
    status.textContent = tooMany ? input.dataset.tooMany : "";
    if (tooMany) return;
    try {
      const box = new DataTransfer();
      for (const file of chosen) box.items.add(await shrunk(file));
      input.files = box.files;
    } catch {
      // An old browser or a strange file: it is sent as it is.
    }
    status.textContent = [...input.files].map((f) => `${Math.ceil(f.size / 1024)} kB`).join(" · ");
  });
}
