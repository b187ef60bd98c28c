// Brings the parts of the page together, and lets other programs ask it.
import { byId } from "../web/dom.js";
import { makeIntake } from "../web/intake.js";
import { probabilities } from "./classifier.js";
import { model } from "./model.js";
import { classified } from "./predictions.js";
import { hideSeveral, mark, showSeveral } from "./several.js";

function take(files) {
  hideSeveral();
  if (files.length === 1) intake.takeFile(files[0]);
  else showSeveral(files, (file) => intake.takeFile(file));
}

const intake = makeIntake(take, () => mark(null));
byId("file").multiple = true;
byId("why").hidden = model.layers.length > 1;

/** What programs that drive a browser may ask. */
window.softmaxRegression = {
  /** The names of the classes, in their order. */
  classNames: model.classNames,

  /** The probabilities of all classes of an image: pixels in rows, from 0 (black) to 255 (white). */
  probabilities: (pixels) => [...probabilities(model.layers, pixels)],

  /** A promise of what a picture in a file's bytes shows: { className, probabilities, doubt, pixels }. */
  async classify(blob) {
    const { class: className, shares, note, pixels } = await classified(blob);
    return { className, probabilities: shares, doubt: note ?? null, pixels };
  },
};
