CREATE TABLE `alarms` (
	`id` integer PRIMARY KEY NOT NULL,
	`event_id` text NOT NULL,
	`recurrence_id` text,
	`start_ms` integer NOT NULL,
	`at_ms` integer NOT NULL,
	FOREIGN KEY (`event_id`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `alarms_time` ON `alarms` (`at_ms`);--> statement-breakpoint
CREATE INDEX `alarms_event` ON `alarms` (`event_id`);--> statement-breakpoint
CREATE TABLE `notices` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`recurrence_id` text,
	`start_ms` integer,
	`at_ms` integer NOT NULL,
	`told_ms` integer,
	`dismissed_ms` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `notices_time` ON `notices` (`at_ms`);
--> statement-breakpoint
DELETE FROM `event_texts` WHERE `event_id` IN (SELECT `id` FROM `events` WHERE `text` LIKE '%BEGIN:VALARM%');
