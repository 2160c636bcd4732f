// What the settings of the editor are to the server: its initialization options. Kept apart from the
// editor, so that it can be tested without one.

/** The settings that are the server's, under `daemonlint.`; each is an option of the same name. */
export const OPTIONS = [
  "nodes",
  "pods",
  "profile",
  "select",
  "ignore",
  "exclude",
  "kubernetes",
  "featureGates",
  "isolated",
  "noIgnore",
  "show",
  "wholeWorkspace",
] as const;

export type Option = (typeof OPTIONS)[number];

/** A setting as the editor keeps it: the value that holds, and those that somebody has chosen. */
export interface Setting {
  readonly globalValue?: unknown;
  readonly workspaceValue?: unknown;
  readonly workspaceFolderValue?: unknown;
}

/**
 * The options to give to the server: those alone that somebody has chosen, since a default of the
 * editor's would come before what a project's config says. One that was chosen and is no more is null,
 * which the server reads as "by default".
 */
export function optionsOf(inspect: (name: Option) => Setting | undefined): Record<Option, unknown> {
  const chosen = (name: Option): unknown => {
    const setting = inspect(name);
    return (
      setting?.workspaceFolderValue ?? setting?.workspaceValue ?? setting?.globalValue ?? null
    );
  };
  return Object.fromEntries(OPTIONS.map((name) => [name, chosen(name)])) as Record<Option, unknown>;
}

/**
 * The program to run: a name alone is looked up in PATH by the system, a relative path is seen from
 * the folder that is open.
 */
export function commandOf(
  path: string,
  folder: string | undefined,
  resolve: (folder: string, path: string) => string,
): string {
  const trimmed = path.trim();
  if (trimmed === "") {
    return "daemonlint";
  }
  const isName = !/[\\/]/.test(trimmed);
  return isName || folder === undefined ? trimmed : resolve(folder, trimmed);
}
