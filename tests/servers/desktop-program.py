"""A small program on the desktop, to try the desktop with: shows one notification and one tray item, and says as JSON lines what a
person does with them.

desktop-program.py TITLE BODY
"""
import json
import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

DBusGMainLoop(set_as_default=True)
bus = dbus.SessionBus()
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"


def say(**what):
    print(json.dumps(what), flush=True)


class Item(dbus.service.Object):
    @dbus.service.method(dbus.PROPERTIES_IFACE, in_signature="s", out_signature="a{sv}")
    def GetAll(self, _interface):
        tooltip = dbus.Struct(("", dbus.Array([], signature="(iiay)"), "In 12 min", ""), signature="sa(iiay)ss")
        return {"Title": "Program", "ToolTip": tooltip, "Menu": dbus.ObjectPath("/Menu"), "ItemIsMenu": False}

    @dbus.service.method(ITEM, in_signature="ii")
    def Activate(self, _x, _y):
        say(clicked=True)


class Menu(dbus.service.Object):
    @dbus.service.method(MENU, in_signature="i", out_signature="b")
    def AboutToShow(self, _line):
        return False

    @dbus.service.method(MENU, in_signature="iias", out_signature="u(ia{sv}av)")
    def GetLayout(self, _parent, _depth, _names):
        def line(number, **facts):
            return (dbus.Int32(number), dbus.Dictionary(facts, signature="sv"), dbus.Array([], signature="v"))

        below = dbus.Array([line(1, label="Open"), line(2, type="separator"), line(3, label="Later", enabled=False)], signature="v")
        return (dbus.UInt32(1), (dbus.Int32(0), dbus.Dictionary({}, signature="sv"), below))

    @dbus.service.method(MENU, in_signature="isvu")
    def Event(self, line, kind, _data, _time):
        say(chosen=int(line), kind=str(kind))


item, menu = Item(bus, "/StatusNotifierItem"), Menu(bus, "/Menu")
name = dbus.service.BusName("org.kde.StatusNotifierItem-1-1", bus)
watcher = bus.get_object("org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher")
watcher.RegisterStatusNotifierItem("org.kde.StatusNotifierItem-1-1", dbus_interface="org.kde.StatusNotifierWatcher")

server = bus.get_object("org.freedesktop.Notifications", "/org/freedesktop/Notifications")
signals = {"dbus_interface": "org.freedesktop.Notifications"}
server.connect_to_signal("ActionInvoked", lambda number, key: say(used=str(key)), **signals)
server.connect_to_signal("NotificationClosed", lambda number, reason: say(closed=int(reason)), **signals)
actions = dbus.Array(["default", "Open", "0", "In 5 min"], signature="s")
hints = dbus.Dictionary({"urgency": dbus.Byte(1)}, signature="sv")
server.Notify("Program", dbus.UInt32(0), "", sys.argv[1], sys.argv[2], actions, hints, 0, **signals)
GLib.MainLoop().run()
