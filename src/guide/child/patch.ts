// Looks on at a method: a function of ours takes its place, and gives it back.

type Method = (this: never, ...args: never[]) => unknown;
type Prototype = Record<string, Method>;

/**
 * Puts what `make` makes in the place of a method of a prototype. The result puts the method back, unless somebody has
 * put a function of theirs over ours meanwhile: then ours stays, and passes on.
 */
export function patch<M extends Method>(
  prototype: object,
  name: string,
  make: (original: M) => M,
): () => void {
  const methods = prototype as Prototype;
  const isOwn = Object.hasOwn(methods, name);
  const original = methods[name] as M;
  const ours = make(original);
  methods[name] = ours;
  return () => {
    if (methods[name] !== ours) return;
    if (isOwn) methods[name] = original;
    else delete methods[name];
  };
}
