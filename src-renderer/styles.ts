// Every style sheet, in the order that lets app.css win.
import "@fontsource-variable/inter";
import "@mantine/core/styles.css";
import "@mantine/dates/styles.css";
import "@mantine/notifications/styles.css";
import "@fullcalendar/react/skeleton.css";
import "@fullcalendar/react/themes/forma/theme.css";
import "@fullcalendar/react/themes/forma/palettes/blue.css";
import "./app.css";
import "./calendar.css";
import "./pages.css";
import "./conflicts.css";
import "./changes.css";
import "./doctor.css";
import "./forms.css";
import "./sign-in.css";
