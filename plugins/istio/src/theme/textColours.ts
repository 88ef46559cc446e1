import { alpha, type Theme } from '@material-ui/core/styles';
import type { BackstageTheme } from '@backstage/theme';
import { readableOn } from './readableOn';

/** Colours of text that must stay readable on tinted rows too. */
export interface TextColours {
  /** Second lines, labels, remarks. */
  quiet: string;
  /** What leads somewhere. */
  link: string;
}

/** {@link TextColours} from the palette of the app. */
export function textColours(theme: Theme): TextColours {
  // Every Backstage app provides these additions to the Material palette.
  const { palette } = theme as BackstageTheme;
  const tint = alpha(
    palette.status.error,
    palette.type === 'dark' ? 0.17 : 0.11,
  );
  return {
    quiet: readableOn(theme, palette.textSubtle, tint),
    link: readableOn(theme, palette.link, tint),
  };
}
