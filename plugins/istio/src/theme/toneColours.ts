import {
  darken,
  alpha,
  getContrastRatio,
  lighten,
  type Theme,
} from '@material-ui/core/styles';
import type { BackstageTheme } from '@backstage/theme';
import type { Tone } from '@meshwright/backstage-plugin-istio-common';

/** The colours of one tone on a card of the given theme. */
export interface ToneColours {
  /** Readable text and icons. */
  text: string;
  /** Background of a row, behind ordinary text. */
  tint: string;
  /** Bars and borders, where contrast against text does not matter. */
  solid: string;
}

/** WCAG AA asks for 4.5; the rest is reserve for text on its own tint. */
const WANTED_CONTRAST = 5.4;
const STEP = 0.06;

/**
 * Colours come from the palette of the app's theme alone and are moved away
 * from the background until they can be read: the shipped status colours are
 * made for dots, not for words.
 */
export function toneColours(theme: Theme): Record<Tone, ToneColours> {
  // Every Backstage app provides these additions to the Material palette.
  const { palette } = theme as BackstageTheme;
  const colour = (solid: string): ToneColours => ({
    text: readable(solid, theme),
    tint: alpha(solid, palette.type === 'dark' ? 0.17 : 0.12),
    solid,
  });
  const quiet = colour(palette.textSubtle);
  return {
    ok: colour(palette.status.ok),
    neutral: quiet,
    info: colour(palette.status.running),
    unknown: quiet,
    warning: colour(palette.status.warning),
    error: colour(palette.status.error),
  };
}

function readable(colour: string, theme: Theme): string {
  const background = theme.palette.background.paper;
  const away = theme.palette.type === 'dark' ? lighten : darken;
  for (let amount = 0; amount < 1; amount += STEP) {
    const candidate = away(colour, amount);
    if (getContrastRatio(candidate, background) >= WANTED_CONTRAST) {
      return candidate;
    }
  }
  return theme.palette.text.primary;
}
