import type { Theme } from '@material-ui/core/styles';
import type { BackstageTheme } from '@backstage/theme';
import type { Tone } from '@meshwright/backstage-plugin-istio-common';
import { readableOn } from './readableOn';
import { tintOf } from './tintOf';

/** The colours of one tone on a card of the given theme. */
export interface ToneColours {
  /** Readable text and icons, on a card as on the tint of any tone. */
  text: string;
  /** Background of a row or a remark. */
  tint: string;
  /** Bars and borders, where contrast against text does not matter. */
  solid: string;
}

/**
 * Colours come from the palette of the app's theme alone and are moved away
 * from the background until they can be read: the shipped status colours are
 * made for dots, not for words.
 */
export function toneColours(theme: Theme): Record<Tone, ToneColours> {
  // Every Backstage app provides these additions to the Material palette.
  const { palette } = theme as BackstageTheme;
  // A word of one tone may stand in a row of another.
  const { ok, warning, error, running } = palette.status;
  const tints = [ok, warning, error, running, palette.textSubtle].map(solid =>
    tintOf(theme, solid),
  );
  const colour = (solid: string): ToneColours => {
    const tint = tintOf(theme, solid);
    return { text: readableOn(theme, solid, tints), tint, solid };
  };
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
