// Experiments: what to set, what to ask, and what the numbers of the runs say afterwards.
import { percent } from "./dom.js";

const FROM_SCRATCH = "07-exercises-from-scratch";
const TRAINING = "08-exercises-training";

const last = (run) => run.epochs.at(-1);
const test = (run) => percent(last(run).testAccuracy, 2);
const train = (run) => percent(last(run).trainAccuracy, 2);
const loss = (run) => last(run).loss.toFixed(4);

export const experiments = [
  {
    title: "The chapter's settings",
    question: "How far does a single layer get in ten epochs?",
    runs: [{}],
    exercises: [[TRAINING, 45, "more epochs, and when to stop"]],
    outcome: (run) => `${test(run)} of the test images are right. After the first epoch it was ${percent(run.epochs[0].testAccuracy, 2)}: nine more add little.`,
  },
  {
    title: "A rate of almost nothing",
    question: "What is a learning rate of 0.0001 good for?",
    runs: [{ learningRate: 0.0001, epochs: 5 }],
    exercises: [[TRAINING, 40, "training loss against the learning rate"]],
    outcome: (run) => `After five epochs the loss is ${loss(run)}; guessing has log 10 = 2.3026. The scores have begun to order, ${test(run)} of the test images are right, and steps a thousand times as short would need a thousand times as many.`,
  },
  {
    title: "A rate too large",
    question: "What do steps a hundred times as long do?",
    runs: [{ learningRate: 10, epochs: 5 }],
    exercises: [[TRAINING, 46, "learning rates in one picture"]],
    outcome: (run) => `The loss is ${loss(run)}, more than guessing has (2.3026): each step overshoots, and the next one goes back too far. Nothing breaks, for softmax and loss are computed so that they stay finite; the weights only jump about, and ${test(run)} of the test images are right.`,
  },
  {
    title: "One image at a time",
    question: "With a minibatch of 1 there are 256 times as many steps. Is that better?",
    runs: [{ batchSize: 1, epochs: 1, images: 10000, learningRate: 0.01 }],
    exercises: [[TRAINING, 41, "loss and accuracy against the minibatch size"]],
    outcome: (run) => `${test(run)} of the test images after one epoch of 10,000 images. The thin curve shows the price: the gradient of one image points anywhere.`,
  },
  {
    title: "All images at once",
    question: "The exact gradient, one step an epoch: is that better?",
    runs: [{ batchSize: 60000, epochs: 10 }],
    exercises: [[TRAINING, 41, "loss and accuracy against the minibatch size"]],
    outcome: (run) => `Only ten steps: the loss is ${loss(run)}, and ${test(run)} of the test images are right. The chapter's minibatches make 235 steps of one epoch.`,
  },
  {
    title: "A hundred images",
    question: "Can 7,850 numbers learn 100 images by heart?",
    runs: [{ images: 100, batchSize: 10, epochs: 100 }],
    exercises: [[TRAINING, 48, "how many examples tell the error"]],
    outcome: (run) => `${train(run)} of the training images are right and ${test(run)} of the test images: what was learned by heart does not help with others.`,
  },
  {
    title: "Half of the labels wrong",
    question: "What is learned from labels of which every second one is wrong, and does a loss help for which an improbable label counts less?",
    runs: [{ wrongLabels: 0.5 }, { wrongLabels: 0.5, gceQ: 0.7 }],
    exercises: [],
    outcome: (plain, robust) => `With cross-entropy ${train(plain)} of the labels are met, for most wrong ones cannot be; but ${test(plain)} of the test images, whose labels are right: wrong labels that are spread evenly nearly cancel. With the generalized cross-entropy it is ${test(robust)}.`,
  },
  {
    title: "Weights begun at 10",
    question: "What if the first weights are a thousand times as large?",
    runs: [{ weightStdDev: 10, epochs: 10 }],
    exercises: [[TRAINING, 47, "all hyperparameters"]],
    outcome: (run) => `The first answers are sure and wrong. After ten epochs the loss is ${loss(run)}, ${test(run)} of the test images are right, and the pictures still show the noise that they began with.`,
  },
  {
    title: "Pixels not scaled",
    question: "What if pixels go from 0 to 255 instead of 0 to 1?",
    runs: [{ white: 255, epochs: 5 }],
    exercises: [[FROM_SCRATCH, 27, "other data sets, other transforms"]],
    outcome: (run) => `Scores and gradients are 255 times as large, so a step changes the scores 255 × 255 = 65,025 times as much: the same rate is now far too large. The loss is ${loss(run)}; ${test(run)} of the test images are right.`,
  },
  {
    title: "Softmax that is not stable",
    question: "What does softmax become where the largest logit is not taken out first?",
    runs: [{ kind: "SCRATCH", weightStdDev: 10, epochs: 1 }, { kind: "UNSTABLE", weightStdDev: 10, epochs: 1 }],
    exercises: [[FROM_SCRATCH, 31, "logits of 100"], [FROM_SCRATCH, 33, "repaired by the largest logit"]],
    outcome: (stable, unstable) => (unstable.state === "DIVERGED"
      ? `The same weights, the same images: with the largest logit taken out the first epoch ends with ${test(stable)} of the test images right. Without, the loss is no number after ${unstable.latest.step + 1} minibatch: exp(89) is more than a 32-bit number holds, and ∞ / ∞ is none.`
      : `It has not diverged: ${test(unstable)} of the test images are right, as with ${test(stable)}.`),
  },
  {
    title: "By hand beside the library",
    question: "Does the model written out in twenty lines learn what Deeplearning4j's network learns?",
    runs: [{ epochs: 5 }, { epochs: 5, kind: "SCRATCH" }],
    exercises: [],
    outcome: (library, byHand) => `Deeplearning4j's network: loss ${loss(library)}, ${test(library)} of the test images; by hand: loss ${loss(byHand)}, ${test(byHand)}. The curves lie upon one another.`,
  },
];
