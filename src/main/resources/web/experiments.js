// Experiments: what to set, what to ask, and what the numbers of the run say afterwards.
import { percent } from "./dom.js";

const last = (run) => run.epochs.at(-1);
const test = (run) => percent(last(run).testAccuracy, 2);

export const experiments = [
  {
    title: "The chapter's settings",
    question: "How far does a single layer get in ten epochs?",
    settings: {},
    outcome: (run) => `${test(run)} of the test images. Most of it was there after one epoch: ${percent(run.epochs[0].testAccuracy, 2)}.`,
  },
  {
    title: "A rate of almost nothing",
    question: "What is a learning rate of 0.0001 good for?",
    settings: { learningRate: 0.0001, epochs: 5 },
    outcome: (run) => `After five epochs the loss is ${last(run).loss.toFixed(3)}, still near the log 10 = 2.303 of guessing. The scores have only begun to order: ${test(run)} of the test images.`,
  },
  {
    title: "A rate too large",
    question: "What do steps a hundred times as long do?",
    settings: { learningRate: 10, epochs: 5 },
    outcome: (run) => `The loss is ${last(run).loss.toFixed(1)} instead of below 0.5: each step overshoots, and the next one goes back too far. The weights only ever jump, and still ${test(run)} of the test images are right.`,
  },
  {
    title: "One image at a time",
    question: "With a minibatch of 1 there are 256 times as many steps. Is that better?",
    settings: { batchSize: 1, epochs: 1, images: 10000, learningRate: 0.01 },
    outcome: (run) => `${test(run)} of the test images after one epoch of 10,000 images. The thin curve shows the price: the gradient of one image points anywhere.`,
  },
  {
    title: "All images at once",
    question: "The exact gradient, one step an epoch: is that better?",
    settings: { batchSize: 60000, epochs: 10 },
    outcome: (run) => `A smooth way down, but only ten steps of it: ${test(run)} of the test images.`,
  },
  {
    title: "A hundred images",
    question: "Can 7,850 numbers learn 100 images by heart?",
    settings: { images: 100, batchSize: 10, epochs: 100 },
    outcome: (run) => `${percent(last(run).trainAccuracy)} of the training images, ${test(run)} of the test images: learned by heart.`,
  },
  {
    title: "Half of the labels wrong",
    question: "What is learned from labels of which every second one is wrong?",
    settings: { wrongLabels: 0.5, epochs: 5 },
    outcome: (run) => `${percent(last(run).trainAccuracy)} of the labels are met, for most wrong ones cannot be; of the test images, whose labels are right, ${test(run)}. Wrong labels that are spread evenly cancel.`,
  },
  {
    title: "The same, with a robust loss",
    question: "Does a loss help for which an improbable label counts less?",
    settings: { wrongLabels: 0.5, epochs: 5, gceQ: 0.7 },
    outcome: (run) => `${test(run)} of the test images; compare with the run before.`,
  },
  {
    title: "Weights begun at 10",
    question: "What if the first weights are a thousand times as large?",
    settings: { weightStdDev: 10, epochs: 10 },
    outcome: (run) => `The first answers are sure and wrong, so the loss begins high and is ${last(run).loss.toFixed(2)} after ten epochs; ${test(run)} of the test images. The pictures still show the noise that they began with.`,
  },
];
