# shellcheck shell=sh
# Run before systemd: udev is not told of the hundreds of terminals that this kernel has. They have their labels anyway.
mkdir -p /run/systemd/system/systemd-udev-trigger.service.d
cat >/run/systemd/system/systemd-udev-trigger.service.d/few.conf <<-END
	[Service]
	ExecStart=
	ExecStart=-udevadm trigger --type=devices --action=add --subsystem-nomatch=tty
END
