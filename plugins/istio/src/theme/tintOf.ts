import { alpha, type Theme } from '@material-ui/core/styles';

/** The colour as a background: enough to mark a row, little enough to read on. */
export function tintOf(theme: Theme, colour: string): string {
  return alpha(colour, theme.palette.type === 'dark' ? 0.17 : 0.11);
}
