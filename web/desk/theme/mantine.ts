/** Mantine, dressed in the tokens of theme/tokens.css. */

import { createTheme, type MantineColorsTuple } from "@mantine/core";

const petrol: MantineColorsTuple = [
  "#e3f0f1",
  "#cfe5e7",
  "#b5d8db",
  "#85bec4",
  "#4fa1aa",
  "#2b8791",
  "#13747f",
  "#0d6670",
  "#0a535b",
  "#073f46",
];

const red: MantineColorsTuple = [
  "#fdecea",
  "#f9d6d3",
  "#f2bfba",
  "#e58d86",
  "#d9645b",
  "#cd463c",
  "#c5372e",
  "#b3261e",
  "#8f1d17",
  "#6a1510",
];

/** Steps of the dark scheme; Mantine reads 0 as text and 7 as the body. */
const dark: MantineColorsTuple = [
  "#e8ecea",
  "#c3cbc9",
  "#aab4b2",
  "#87918f",
  "#3b4344",
  "#2a3031",
  "#1f2425",
  "#181c1d",
  "#141819",
  "#101314",
];

const SANS =
  '-apple-system, BlinkMacSystemFont, "Segoe UI Variable Text", "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';

export const theme = createTheme({
  colors: { petrol, dark, red },
  primaryColor: "petrol",
  primaryShade: { light: 7, dark: 6 },
  black: "#171d1d",
  fontFamily: SANS,
  fontSizes: { xs: "11px", sm: "12px", md: "13px", lg: "14px", xl: "16px" },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.45", lg: "1.5", xl: "1.5" },
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "12px", xl: "16px" },
  defaultRadius: "md",
  shadows: {
    xs: "var(--shadow-1)",
    sm: "var(--shadow-1)",
    md: "var(--shadow-2)",
    xl: "var(--shadow-3)",
  },
  cursorType: "pointer",
  respectReducedMotion: true,
  focusRing: "never",
  components: {
    Button: { defaultProps: { size: "sm" } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray", size: 32 } },
    Tooltip: {
      defaultProps: {
        openDelay: 350,
        transitionProps: { duration: 80 },
        withArrow: false,
        offset: 6,
      },
    },
    Menu: {
      defaultProps: {
        shadow: "md",
        transitionProps: { duration: 100, transition: "fade-down" },
        // A menu may hold nothing but its items, and no stop for the keyboard before them.
        withInitialFocusPlaceholder: false,
      },
    },
    Modal: { defaultProps: { transitionProps: { duration: 120 }, centered: true } },
    Drawer: { defaultProps: { transitionProps: { duration: 140 } } },
  },
});
