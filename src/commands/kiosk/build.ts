import manifest from '../../../package.json' with {type: 'json'};

/** Which build this is, as journals and the staff page name it. */
export const build = manifest.version;
