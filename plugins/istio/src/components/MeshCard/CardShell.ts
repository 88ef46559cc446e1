import type { ComponentType, ReactNode } from 'react';

/** The frame of the card: the catalog's own, so that nothing looks foreign. */
export type CardShell = ComponentType<{
  title: string;
  header: ReactNode;
  footer: ReactNode;
  children: ReactNode;
}>;

/** Lets a row reach the edge of the card whatever padding the shell has. */
export const CARD_PADDING = '--meshwright-card-padding';

/** Below this width the header takes two lines. */
export const NARROW_CARD = '@container (max-width: 519px)';
