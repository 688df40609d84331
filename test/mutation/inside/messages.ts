/** Some tests of one file. */
export interface TestRun {
	/** The file's absolute path in the mutated tree. */
	readonly file: string;
	/** How long its import and preparation may take. */
	readonly loadMs: number;
	/** The tests to run, with the milliseconds they took without any mutant. */
	readonly tests: readonly {readonly name: string; readonly ms: number}[];
	/** All that the file declared without any mutant: what it declares with one from the start, and did not, is run too. */
	readonly known: readonly string[];
}

/** What a worker is asked. */
export type Job =
	/** Runs all tests of a file without any mutant. */
	| {readonly task: 'measure'; readonly file: string}
	/** Runs tests until one of them notices the mutant. */
	| {
			readonly task: 'judge';
			readonly mutant: number;
			/** On while everything of ours is imported anew, for what is come to while programs load. */
			readonly isFresh: boolean;
			readonly runs: readonly TestRun[];
	  };

/** What a test came to without any mutant. */
export interface Measured {
	readonly name: string;
	readonly ms: number;
	/** The mutants it came to. */
	readonly hits: ReadonlySet<number>;
	/** The places of machines it came to. */
	readonly places: ReadonlySet<string>;
	/** Why it failed, when it did. */
	readonly failure?: string;
}

/** What a worker says. */
export type Answer =
	/** A step that should take no more of a processor than this. */
	| {readonly said: 'began'; readonly ms: number}
	| {
			readonly said: 'measured';
			/** What the import of the file came to, and its preparation. */
			readonly load: ReadonlySet<number>;
			readonly loadMs: number;
			readonly tests: readonly Measured[];
			/** Why the file cannot be used at all. */
			readonly fault?: string;
	  }
	/** A test noticed the mutant, named with its file; or it did not end. */
	| {readonly said: 'killed'; readonly by: string; readonly isLate: boolean}
	/** The programs could not even be loaded with it: the process is to be thrown away. */
	| {readonly said: 'fell'; readonly by: string; readonly isLate: boolean}
	/** No test did. Did any come to it? */
	| {readonly said: 'survived'; readonly isReached: boolean}
	/** A test failed, and failed again without the mutant: the process is to be thrown away. */
	| {readonly said: 'tainted'};
