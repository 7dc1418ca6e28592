// The Mantine theme of Cadran (look.md §2). tokens.css holds the same as CSS variables.
import {
  ActionIcon,
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  Kbd,
  type MantineColorsTuple,
  Menu,
  Modal,
  SegmentedControl,
  Select,
  Switch,
  Textarea,
  TextInput,
  Tooltip,
} from "@mantine/core";

/** Encre: the one colour that means "you can act". Shade 6 fills in light, 5 in dark (white text ≥ 4.5:1 on both). */
const encre: MantineColorsTuple = [
  "#EEF1FF",
  "#DDE3FF",
  "#B9C5FF",
  "#95A7FF",
  "#7187F8",
  "#4A62E4",
  "#3A52D3",
  "#2F43B0",
  "#26368C",
  "#1C2969",
];
/** Soleil: the one colour that means "now". Never a fill behind white text. */
const soleil: MantineColorsTuple = [
  "#FFF4DD",
  "#FFE7B8",
  "#FFD585",
  "#F9C155",
  "#F5B32F",
  "#E89A12",
  "#C2710C",
  "#A25B05",
  "#8A4B00",
  "#6B3A00",
];
const gray: MantineColorsTuple = [
  "#F8F9FB",
  "#F3F4F7",
  "#E9EBF0",
  "#E1E4EA",
  "#CDD2DB",
  "#A9B0BD",
  "#7C8493",
  "#5C6371",
  "#3C4350",
  "#171A21",
];
const dark: MantineColorsTuple = [
  "#E6E8ED",
  "#B6BCC8",
  "#99A1B0",
  "#6B7383",
  "#3A414D",
  "#2A2F39",
  "#20242C",
  "#171A20",
  "#0F1115",
  "#0A0C0F",
];

/** The theme object, in every window. */
export const theme = createTheme({
  fontFamily: '"Inter Variable", "Segoe UI", system-ui, -apple-system, Ubuntu, Cantarell, sans-serif',
  colors: { encre, soleil, gray, dark },
  primaryColor: "encre",
  primaryShade: { light: 6, dark: 5 },
  black: "#171A21",
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
  radius: { xs: "4px", sm: "6px", md: "10px", lg: "14px", xl: "20px" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  shadows: {
    xs: "var(--sh-1)",
    sm: "var(--sh-1)",
    md: "var(--sh-2)",
    lg: "var(--sh-3)",
    xl: "var(--sh-3)",
  },
  components: {
    Button: Button.extend({ defaultProps: { size: "xs" } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: "subtle", color: "gray", size: 28 } }),
    TextInput: TextInput.extend({ defaultProps: { size: "xs" } }),
    Textarea: Textarea.extend({ defaultProps: { size: "xs" } }),
    Select: Select.extend({ defaultProps: { size: "xs", allowDeselect: false, checkIconPosition: "right" } }),
    Switch: Switch.extend({ defaultProps: { size: "xs" } }),
    Checkbox: Checkbox.extend({ defaultProps: { size: "xs" } }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { size: "xs" } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, withArrow: false } }),
    // The placeholder is a child that a menu may not have.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    Modal: Modal.extend({ defaultProps: { centered: true, transitionProps: { transition: "pop", duration: 200 } } }),
    Kbd: Kbd.extend({ defaultProps: { size: "xs" } }),
  },
});

/** Mantine's own variables, set from the tokens of both schemes. */
export const cssVariables: CSSVariablesResolver = (t) => ({
  variables: {},
  light: {
    "--mantine-color-body": "#FFFFFF",
    "--mantine-color-text": t.colors.gray[9],
    "--mantine-color-dimmed": t.colors.gray[7],
    "--mantine-color-placeholder": t.colors.gray[7],
    "--mantine-color-default-border": t.colors.gray[4],
    "--mantine-color-encre-light": "#E9EDFF",
    "--mantine-color-encre-light-hover": "#DDE3FF",
    "--mantine-color-encre-light-color": encre[7],
    "--mantine-color-error": "#B8282E",
  },
  dark: {
    "--mantine-color-body": t.colors.dark[7],
    "--mantine-color-text": t.colors.dark[0],
    "--mantine-color-dimmed": t.colors.dark[2],
    "--mantine-color-placeholder": t.colors.dark[2],
    "--mantine-color-encre-light": "#252C4D",
    "--mantine-color-encre-light-hover": "#2D3560",
    "--mantine-color-encre-light-color": "#C3CCFF",
    "--mantine-color-default": t.colors.dark[6],
    "--mantine-color-default-hover": t.colors.dark[5],
    "--mantine-color-default-border": t.colors.dark[4],
    "--mantine-color-error": "#FF8F88",
  },
});
