/** Whom one line of a CODEOWNERS file names, and for which files. @internal */
export interface OwnerRule {
  /** As written: `@user`, `@org/team`, `@@role` or a mail address. */
  owners: string[];
  matches(path: string): boolean;
}

/** Whom a repository wants to look at files. @public */
export interface CodeOwner {
  /** As the file has it: `@user`, `@org/team`, `@@role` or a mail address. */
  name: string;
  /** The files for which this one is named. */
  paths: string[];
  /** True when GitLab does not insist on it. */
  optional?: boolean;
}
