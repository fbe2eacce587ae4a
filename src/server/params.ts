// The type of `req.params`, read from the path at compile time: "/shops/:shop/*file" gives
// { shop: string; file: string[] }.

type Parameter<Segment extends string> = Segment extends `:${infer Name}`
  ? { [K in Name]: string }
  : Segment extends `*${infer Name}`
    ? { [K in Name]: string[] }
    : unknown;

type FromSegments<Path extends string> = Path extends `${infer Head}/${infer Tail}`
  ? Parameter<Head> & FromSegments<Tail>
  : Parameter<Path>;

/** What any handler finds in `req.params`: a string for `:name`, the decoded segments for `*name`. */
export type AnyParams = Record<string, string | string[]>;

/** The parameters of one path. A path that is only known at run time has any. */
export type Params<Path extends string> = string extends Path
  ? Record<string, string>
  : { [K in keyof FromSegments<Path>]: FromSegments<Path>[K] };
