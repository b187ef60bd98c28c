// The ways in which pictures come: drawn, chosen, dropped, pasted.
import { clearMessage, predict } from "./answer.js";
import { byId } from "./dom.js";
import { makeOverlay } from "./overlay.js";
import { makeSketch } from "./sketch.js";

const narrow = matchMedia("(max-width: 46rem)");

/** Calls back with files that came, and whenever another picture than before is to be shown. */
export function makeIntake(onFiles, onAnother) {
  let lastFile = null;
  let lastBox = null; // that is to count of it, or null for all

  const overlay = makeOverlay((box) => takeFile(lastFile, box));
  const sketch = makeSketch((canvas) => {
    forgetFile();
    onAnother();
    canvas.toBlob((blob) => predict(blob, "drawing.png", "no"), "image/png");
  });

  function forgetFile() {
    lastFile = null;
    overlay.hide();
  }

  /** Takes away what was given. */
  function forget() {
    forgetFile();
    sketch.clear();
  }

  /** Asks for an answer to a picture from a file, or to a box in it. */
  async function takeFile(file, box = null) {
    if (!file) return;
    if (file !== lastFile) {
      overlay.hide();
      onAnother();
    }
    sketch.clear();
    lastFile = file;
    lastBox = box;
    const found = await predict(file, file.name || "picture", byId("invert").value, { box });
    if (found) {
      overlay.show(file, found, box);
    } else {
      overlay.hide();
    }
    if (file === lastFile) showAnswer(); // or why there is none
  }

  /** Moves to the answer, where it is not in sight: below everything on a telephone. */
  function showAnswer() {
    byId("answer").scrollIntoView({ block: narrow.matches ? "start" : "nearest" });
  }

  function take(files) {
    if (files.length > 0) onFiles([...files]);
  }

  byId("file").addEventListener("change", (event) => {
    take(event.target.files);
    event.target.value = ""; // the same file may be chosen again
  });
  byId("clear").addEventListener("click", () => {
    sketch.clear();
    clearMessage();
  });
  byId("invert").addEventListener("change", () => takeFile(lastFile, lastBox));
  document.addEventListener("paste", (event) => take(event.clipboardData.files));
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("dragging");
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) document.body.classList.remove("dragging");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    document.body.classList.remove("dragging");
    take(event.dataTransfer.files);
  });

  return { takeFile, forget, showAnswer };
}
