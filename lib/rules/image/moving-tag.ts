/** Tags that by custom move from image to image: they name a branch, a stage or what is newest, and no version. */
const MOVING =
  /^(latest|main|master|trunk|head|develop(ment)?|dev|staging|stage|prod(uction)?|test|qa|live|current|stable|edge|nightly|release|mainline|lts|alpine|slim)$/i;

/** Whether a tag is one that people push again and again. */
export const isMovingTag = (tag: string): boolean => MOVING.test(tag);
