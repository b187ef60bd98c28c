// Says why a prediction of a picture is not to be trusted, as inference.Doubt.
import { FAINT } from "./likeness.js";

const BLANK_BELOW = 8; // levels of 255

/** Finds what speaks most against a prepared picture, by the name of inference.Doubt; null if nothing does. */
export function doubtOf(picture, unlike) {
  if (picture.contrast < BLANK_BELOW && !picture.found) return "BLANK";
  if (picture.searched && !picture.found) return "NOTHING_FOUND";
  if (picture.contrast < FAINT) return "LITTLE_CONTRAST";
  return unlike > 1 ? "UNLIKE" : null;
}
