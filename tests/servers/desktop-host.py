"""The desktop around a program under test: notification server and tray host on the session bus, with no pixels.

Takes org.freedesktop.Notifications and org.kde.StatusNotifierWatcher (with a host registered, so that programs choose the tray
they have today), and lets a test look and act as a person through ch.cadran.TestDesktop at /ch/cadran/TestDesktop:
  Notifications() -> json    all that were shown, oldest first; `open` tells whether one still is
  Use(u id, s key)           its body ("default") or a button    Close(u id)   a person waves it away
  Items() -> json            the tray: its items, each with title, tooltip and menu
  Click(s item)              on an icon                           Choose(s item, i line)   a line of its menu
"""
import json

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

NOTIFY = "org.freedesktop.Notifications"
WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
DESKTOP = "ch.cadran.TestDesktop"
BY_PERSON, BY_PROGRAM = 2, 3

DBusGMainLoop(set_as_default=True)
bus = dbus.SessionBus()


def plain(value):
    """A D-Bus value as JSON can hold it; pictures only by their size."""
    if isinstance(value, dbus.Boolean):
        return bool(value)
    if isinstance(value, (dbus.Byte, int)):
        return int(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, dbus.Array) and value.signature == "y":
        return {"bytes": len(value)}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return str(value)


class Notifications(dbus.service.Object):
    def __init__(self):
        super().__init__(bus, "/org/freedesktop/Notifications")
        self.shown = {}

    @dbus.service.method(NOTIFY, out_signature="as")
    def GetCapabilities(self):
        return ["actions", "body", "body-markup", "icon-static", "persistence", "sound"]

    @dbus.service.method(NOTIFY, out_signature="ssss")
    def GetServerInformation(self):
        return ("test-desktop", "cadran", "1.0", "1.2")

    @dbus.service.method(NOTIFY, in_signature="susssasa{sv}i", out_signature="u")
    def Notify(self, app, replaces, icon, title, body, actions, hints, timeout):
        number = int(replaces) if int(replaces) in self.shown else len(self.shown) + 1
        pairs = [{"key": str(actions[n]), "label": str(actions[n + 1])} for n in range(0, len(actions) - 1, 2)]
        said = {"app": app, "title": title, "body": body, "hints": hints, "timeoutMs": timeout}
        self.shown[number] = {"id": number, **plain(said), "actions": pairs, "open": True}
        return dbus.UInt32(number)

    @dbus.service.method(NOTIFY, in_signature="u")
    def CloseNotification(self, number):
        self.close(int(number), BY_PROGRAM)

    def close(self, number, reason):
        if self.shown.get(number, {}).get("open"):
            self.shown[number]["open"] = False
            self.NotificationClosed(dbus.UInt32(number), dbus.UInt32(reason))

    @dbus.service.signal(NOTIFY, signature="uu")
    def NotificationClosed(self, number, reason):
        pass

    @dbus.service.signal(NOTIFY, signature="us")
    def ActionInvoked(self, number, key):
        pass


class Watcher(dbus.service.Object):
    def __init__(self):
        super().__init__(bus, "/StatusNotifierWatcher")
        self.items = []
        bus.add_signal_receiver(self.owner_changed, "NameOwnerChanged", "org.freedesktop.DBus")

    def owner_changed(self, name, _old, new):
        if new:
            return
        for item in [one for one in self.items if one.split("/", 1)[0] == name]:
            self.items.remove(item)
            self.StatusNotifierItemUnregistered(item)

    @dbus.service.method(WATCHER, in_signature="s", sender_keyword="sender")
    def RegisterStatusNotifierItem(self, service, sender=None):
        service = str(service)
        if service.startswith("/"):
            item = sender + service
        elif "/" in service:
            item = service
        else:
            item = service + "/StatusNotifierItem"
        if item not in self.items:
            self.items.append(item)
        self.StatusNotifierItemRegistered(item)

    @dbus.service.method(WATCHER, in_signature="s")
    def RegisterStatusNotifierHost(self, _service):
        self.StatusNotifierHostRegistered()

    @dbus.service.method(dbus.PROPERTIES_IFACE, in_signature="ss", out_signature="v")
    def Get(self, interface, name):
        return self.GetAll(interface)[name]

    @dbus.service.method(dbus.PROPERTIES_IFACE, in_signature="s", out_signature="a{sv}")
    def GetAll(self, _interface):
        return {
            "RegisteredStatusNotifierItems": dbus.Array(self.items, signature="s"),
            "IsStatusNotifierHostRegistered": dbus.Boolean(True),
            "ProtocolVersion": dbus.Int32(0),
        }

    @dbus.service.signal(WATCHER, signature="s")
    def StatusNotifierItemRegistered(self, item):
        pass

    @dbus.service.signal(WATCHER, signature="s")
    def StatusNotifierItemUnregistered(self, item):
        pass

    @dbus.service.signal(WATCHER)
    def StatusNotifierHostRegistered(self):
        pass


def at(item, path=None):
    name, own = item.split("/", 1)
    return bus.get_object(name, path or "/" + own, introspect=False)


def properties(item):
    return at(item).GetAll(ITEM, dbus_interface=dbus.PROPERTIES_IFACE)


def lines(node):
    """A menu as its lines, those of submenus under `lines`."""
    number, facts, below = node
    said = {"id": int(number), "label": str(facts.get("label", "")), "enabled": bool(facts.get("enabled", True))}
    return {**said, "type": str(facts.get("type", "standard")), "lines": [lines(one) for one in below]}


def menu(item, path):
    shown = at(item, path)
    try:
        shown.AboutToShow(0, dbus_interface=MENU)
    except dbus.DBusException:
        pass
    _revision, root = shown.GetLayout(0, -1, dbus.Array([], signature="s"), dbus_interface=MENU)
    return lines(root)["lines"]


class Desktop(dbus.service.Object):
    def __init__(self, notifications, watcher):
        super().__init__(bus, "/ch/cadran/TestDesktop")
        self.notifications, self.watcher = notifications, watcher

    @dbus.service.method(DESKTOP, out_signature="s")
    def Notifications(self):
        return json.dumps(list(self.notifications.shown.values()))

    @dbus.service.method(DESKTOP, in_signature="us")
    def Use(self, number, key):
        self.notifications.ActionInvoked(number, key)
        self.notifications.close(int(number), BY_PERSON)

    @dbus.service.method(DESKTOP, in_signature="u")
    def Close(self, number):
        self.notifications.close(int(number), BY_PERSON)

    @dbus.service.method(DESKTOP, out_signature="s")
    def Items(self):
        told = []
        for item in self.watcher.items:
            facts = properties(item)
            tooltip = facts.get("ToolTip")
            told.append({
                "item": item,
                "title": str(facts.get("Title", "")),
                "tooltip": str(tooltip[2]) if tooltip else "",
                "menu": menu(item, str(facts["Menu"])) if "Menu" in facts else [],
            })
        return json.dumps(told)

    @dbus.service.method(DESKTOP, in_signature="s")
    def Click(self, item):
        at(item).Activate(0, 0, dbus_interface=ITEM, ignore_reply=True)

    @dbus.service.method(DESKTOP, in_signature="si")
    def Choose(self, item, line):
        shown = at(item, str(properties(item)["Menu"]))
        nothing = dbus.Int32(0, variant_level=1)
        shown.Event(line, "clicked", nothing, dbus.UInt32(0), dbus_interface=MENU, ignore_reply=True)


host = f"org.kde.StatusNotifierHost-{bus.get_unique_name()[1:].replace('.', '_')}"
names = [dbus.service.BusName(name, bus, do_not_queue=True) for name in (NOTIFY, WATCHER, host)]
desktop = Desktop(Notifications(), Watcher())
# The last one: whoever waits for it finds the others.
names.append(dbus.service.BusName(DESKTOP, bus, do_not_queue=True))
GLib.MainLoop().run()
