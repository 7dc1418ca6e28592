CREATE TABLE `entries` (
	`folder_id` integer NOT NULL,
	`message_id` integer NOT NULL,
	`thread_id` integer NOT NULL,
	`flags` integer NOT NULL,
	`keywords` text DEFAULT '' NOT NULL,
	`pending` integer NOT NULL,
	`has_attachments` integer NOT NULL,
	PRIMARY KEY(`folder_id`, `message_id`),
	FOREIGN KEY (`folder_id`) REFERENCES `mail_folders`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `entries_thread` ON `entries` (`folder_id`,`thread_id`,`message_id`);--> statement-breakpoint
CREATE INDEX `entries_message` ON `entries` (`message_id`);--> statement-breakpoint
CREATE INDEX `entries_unread` ON `entries` (`message_id`) WHERE `flags` & 1 = 0;--> statement-breakpoint
CREATE INDEX `entries_flagged` ON `entries` (`message_id`) WHERE `flags` & 2 = 2;--> statement-breakpoint
CREATE INDEX `entries_keywords` ON `entries` (`message_id`) WHERE `keywords` <> '';--> statement-breakpoint
CREATE TABLE `mail_accounts` (
	`account_id` text PRIMARY KEY NOT NULL,
	`imap` text NOT NULL,
	`smtp` text NOT NULL,
	`state` text DEFAULT 'ready' NOT NULL,
	`failure` text,
	`quota` text,
	`traits` text,
	`last_sync_at` integer,
	`folders_at` integer,
	`failures` integer DEFAULT 0 NOT NULL,
	`next_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `mail_folders` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` text NOT NULL,
	`path` text NOT NULL,
	`name` text NOT NULL,
	`delimiter` text,
	`parent_id` integer,
	`role` text,
	`role_source` text,
	`selectable` integer NOT NULL,
	`subscribed` integer NOT NULL,
	`mailbox_id` text,
	`local` integer DEFAULT false NOT NULL,
	`notify` integer DEFAULT false NOT NULL,
	`hidden` integer DEFAULT false NOT NULL,
	`uid_validity` text,
	`uid_next` integer,
	`highest_modseq` text,
	`backfill_low_uid` integer,
	`on_server` integer,
	`permanent_flags` text DEFAULT '[]' NOT NULL,
	`last_sync_at` integer,
	`last_full_check_at` integer,
	`last_flag_sweep_at` integer,
	`runs_since_full_check` integer DEFAULT 0 NOT NULL,
	`last_error` text,
	`failures` integer DEFAULT 0 NOT NULL,
	`next_at` integer,
	`parked` integer DEFAULT false NOT NULL,
	`total` integer DEFAULT 0 NOT NULL,
	`unread` integer DEFAULT 0 NOT NULL,
	`flagged` integer DEFAULT 0 NOT NULL,
	`threads` integer DEFAULT 0 NOT NULL,
	`stored` integer DEFAULT 0 NOT NULL,
	`wanted` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `mail_folders_path` ON `mail_folders` (`account_id`,`path`,`local`);--> statement-breakpoint
CREATE INDEX `mail_folders_role` ON `mail_folders` (`role`);--> statement-breakpoint
CREATE TABLE `message_ids` (
	`hash` text PRIMARY KEY NOT NULL,
	`thread_id` integer NOT NULL,
	`message_id` integer,
	FOREIGN KEY (`thread_id`) REFERENCES `threads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE set null
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `message_ids_thread` ON `message_ids` (`thread_id`);--> statement-breakpoint
CREATE INDEX `message_ids_message` ON `message_ids` (`message_id`) WHERE `message_id` IS NOT NULL;--> statement-breakpoint
CREATE TABLE `message_sources` (
	`message_id` integer PRIMARY KEY NOT NULL,
	`zst` blob NOT NULL,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `messages` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`thread_id` integer NOT NULL,
	`key` text NOT NULL,
	`message_id_header` text,
	`subject` text NOT NULL,
	`from_address` text,
	`from_name` text,
	`to` text NOT NULL,
	`cc` text NOT NULL,
	`date_ms` integer NOT NULL,
	`sent_ms` integer,
	`size` integer NOT NULL,
	`snippet` text NOT NULL,
	`has_attachments` integer NOT NULL,
	`invitation` integer NOT NULL,
	`list_id` text,
	`body` text NOT NULL,
	`failure` text,
	`subject_key` text,
	`answers` integer DEFAULT false NOT NULL,
	`unlinked_ms` integer,
	`remote_allowed` integer DEFAULT false NOT NULL,
	`receipt_answered` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`thread_id`) REFERENCES `threads`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `messages_key` ON `messages` (`key`);--> statement-breakpoint
CREATE INDEX `messages_thread` ON `messages` (`thread_id`);--> statement-breakpoint
CREATE INDEX `messages_account` ON `messages` (`account_id`);--> statement-breakpoint
CREATE INDEX `messages_subject` ON `messages` (`subject_key`) WHERE `subject_key` IS NOT NULL;--> statement-breakpoint
CREATE INDEX `messages_unlinked` ON `messages` (`account_id`,`unlinked_ms`) WHERE `unlinked_ms` IS NOT NULL;--> statement-breakpoint
CREATE INDEX `messages_files` ON `messages` (`id`) WHERE `has_attachments` = 1;--> statement-breakpoint
CREATE INDEX `messages_invitations` ON `messages` (`id`) WHERE `invitation` = 1;--> statement-breakpoint
CREATE INDEX `messages_large` ON `messages` (`id`) WHERE `size` >= 1000000;--> statement-breakpoint
CREATE TABLE `placements` (
	`folder_id` integer NOT NULL,
	`uid` integer NOT NULL,
	`message_id` integer NOT NULL,
	`flags` integer NOT NULL,
	`keywords` text DEFAULT '' NOT NULL,
	`modseq` integer,
	`labels` text,
	`wanted` integer NOT NULL,
	PRIMARY KEY(`folder_id`, `uid`),
	FOREIGN KEY (`folder_id`) REFERENCES `mail_folders`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `placements_message` ON `placements` (`message_id`);--> statement-breakpoint
CREATE INDEX `placements_wanted` ON `placements` (`folder_id`,`message_id`) WHERE `wanted` = 1;--> statement-breakpoint
CREATE TABLE `thread_folders` (
	`folder_id` integer NOT NULL,
	`thread_id` integer NOT NULL,
	`last_id` integer NOT NULL,
	`count` integer NOT NULL,
	`unread` integer NOT NULL,
	`flagged` integer NOT NULL,
	`attachments` integer NOT NULL,
	`pending` integer NOT NULL,
	PRIMARY KEY(`folder_id`, `thread_id`),
	FOREIGN KEY (`folder_id`) REFERENCES `mail_folders`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `thread_folders_last` ON `thread_folders` (`folder_id`,`last_id`);--> statement-breakpoint
CREATE INDEX `thread_folders_thread` ON `thread_folders` (`thread_id`);--> statement-breakpoint
CREATE INDEX `thread_folders_unread` ON `thread_folders` (`folder_id`,`last_id`) WHERE `unread` > 0;--> statement-breakpoint
CREATE INDEX `thread_folders_flagged` ON `thread_folders` (`folder_id`,`last_id`) WHERE `flagged` > 0;--> statement-breakpoint
CREATE INDEX `thread_folders_files` ON `thread_folders` (`folder_id`,`last_id`) WHERE `attachments` > 0;--> statement-breakpoint
CREATE TABLE `threads` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` text NOT NULL,
	`remote_id` text,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `threads_remote` ON `threads` (`account_id`,`remote_id`) WHERE `remote_id` IS NOT NULL;--> statement-breakpoint
CREATE TABLE `blocked_senders` (
	`address` text PRIMARY KEY NOT NULL,
	`at_ms` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `event_mails` (
	`event_id` text NOT NULL,
	`message_id` integer NOT NULL,
	PRIMARY KEY(`event_id`, `message_id`),
	FOREIGN KEY (`event_id`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `event_mails_message` ON `event_mails` (`message_id`);--> statement-breakpoint
CREATE TABLE `follow_ups` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`message_id_header` text NOT NULL,
	`remind_at_ms` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `follow_ups_due` ON `follow_ups` (`remind_at_ms`);--> statement-breakpoint
CREATE TABLE `mail_appends` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` text NOT NULL,
	`folder_id` integer NOT NULL,
	`message_id_header` text,
	`flags` text NOT NULL,
	`internal_date_ms` integer NOT NULL,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_try_ms` integer NOT NULL,
	`failure` text,
	`zst` blob NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`folder_id`) REFERENCES `mail_folders`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `mail_appends_due` ON `mail_appends` (`account_id`,`state`,`next_try_ms`);--> statement-breakpoint
CREATE TABLE `mail_blobs` (
	`sha256` text PRIMARY KEY NOT NULL,
	`size` integer NOT NULL,
	`last_used_ms` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `mail_blobs_used` ON `mail_blobs` (`last_used_ms`);--> statement-breakpoint
CREATE TABLE `mail_ops` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` text NOT NULL,
	`message_id` integer NOT NULL,
	`kind` text NOT NULL,
	`folder_id` integer NOT NULL,
	`to_folder_id` integer,
	`added` text DEFAULT '' NOT NULL,
	`removed` text DEFAULT '' NOT NULL,
	`state` text NOT NULL,
	`flags` integer DEFAULT 0 NOT NULL,
	`keywords` text DEFAULT '' NOT NULL,
	`begun` integer DEFAULT false NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_try_ms` integer NOT NULL,
	`created_ms` integer NOT NULL,
	`failure` text,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`folder_id`) REFERENCES `mail_folders`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`to_folder_id`) REFERENCES `mail_folders`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `mail_ops_message` ON `mail_ops` (`message_id`);--> statement-breakpoint
CREATE INDEX `mail_ops_due` ON `mail_ops` (`account_id`,`state`,`next_try_ms`);--> statement-breakpoint
CREATE TABLE `mail_people` (
	`account_id` text NOT NULL,
	`address` text NOT NULL,
	`name` text,
	`folded` text NOT NULL,
	`sent` integer NOT NULL,
	`received` integer NOT NULL,
	`last_ms` integer NOT NULL,
	PRIMARY KEY(`account_id`, `address`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `mail_people_address` ON `mail_people` (`address`);--> statement-breakpoint
CREATE INDEX `mail_people_sent` ON `mail_people` (`sent`) WHERE `sent` > 0;--> statement-breakpoint
CREATE TABLE `mail_rules` (
	`id` text PRIMARY KEY NOT NULL,
	`position` integer NOT NULL,
	`account_id` text,
	`name` text NOT NULL,
	`enabled` integer NOT NULL,
	`match` text NOT NULL,
	`tests` text NOT NULL,
	`actions` text NOT NULL,
	`stop` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `mail_undo` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`undo_id` text NOT NULL,
	`message_id` integer NOT NULL,
	`kind` text NOT NULL,
	`folder_id` integer,
	`to_folder_id` integer,
	`added` text DEFAULT '' NOT NULL,
	`removed` text DEFAULT '' NOT NULL,
	`until_ms` integer,
	`at_ms` integer NOT NULL,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `mail_undo_group` ON `mail_undo` (`undo_id`);--> statement-breakpoint
CREATE INDEX `mail_undo_time` ON `mail_undo` (`at_ms`);--> statement-breakpoint
CREATE INDEX `mail_undo_message` ON `mail_undo` (`message_id`);--> statement-breakpoint
CREATE TABLE `message_blobs` (
	`message_id` integer NOT NULL,
	`part_id` text NOT NULL,
	`sha256` text NOT NULL,
	PRIMARY KEY(`message_id`, `part_id`),
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`sha256`) REFERENCES `mail_blobs`(`sha256`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `message_blobs_sha` ON `message_blobs` (`sha256`);--> statement-breakpoint
CREATE TABLE `remote_allowed` (
	`address` text PRIMARY KEY NOT NULL,
	`at_ms` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `snoozes` (
	`message_id` integer PRIMARY KEY NOT NULL,
	`until_ms` integer NOT NULL,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `snoozes_due` ON `snoozes` (`until_ms`);--> statement-breakpoint
CREATE TABLE `draft_attachments` (
	`id` text PRIMARY KEY NOT NULL,
	`draft_id` text NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	`media_type` text NOT NULL,
	`size` integer NOT NULL,
	`content_id` text,
	`content` blob NOT NULL,
	FOREIGN KEY (`draft_id`) REFERENCES `drafts`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `draft_attachments_draft` ON `draft_attachments` (`draft_id`);--> statement-breakpoint
CREATE TABLE `drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`identity_id` text,
	`to` text NOT NULL,
	`cc` text NOT NULL,
	`bcc` text NOT NULL,
	`subject` text NOT NULL,
	`text` text,
	`html` text,
	`in_reply_to` integer,
	`forward_of` integer,
	`importance` text,
	`read_receipt` integer DEFAULT false NOT NULL,
	`delivery_receipt` integer DEFAULT false NOT NULL,
	`saved_ms` integer NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`server_revision` integer,
	`server_folder_id` integer,
	`server_uid` integer,
	`server_message_id` text,
	`next_try_ms` integer,
	`failure` text,
	`conflict_of` text,
	`send_id` text,
	`removed_ms` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `drafts_account` ON `drafts` (`account_id`);--> statement-breakpoint
CREATE TABLE `identities` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`address` text NOT NULL,
	`name` text,
	`reply_to` text,
	`signature` text NOT NULL,
	`reply_signature` text,
	`is_default` integer NOT NULL,
	`position` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `identities_account` ON `identities` (`account_id`);--> statement-breakpoint
CREATE TABLE `send_queue` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`identity_id` text,
	`draft_id` text,
	`message_id` text NOT NULL,
	`subject` text NOT NULL,
	`to` text NOT NULL,
	`envelope` text NOT NULL,
	`state` text NOT NULL,
	`queued_ms` integer NOT NULL,
	`due_ms` integer NOT NULL,
	`is_scheduled` integer DEFAULT false NOT NULL,
	`since_ms` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`searches` integer DEFAULT 0 NOT NULL,
	`confirmed` integer DEFAULT false NOT NULL,
	`host` text,
	`answer` text,
	`rejected` text DEFAULT '[]' NOT NULL,
	`failure` text,
	`server_message_id` text,
	`sent_folder_id` integer,
	`sent_uid` integer,
	`in_reply_to` integer,
	`forward_of` integer,
	`remind_at_ms` integer,
	`delivery_receipt` integer DEFAULT false NOT NULL,
	`wire` blob NOT NULL,
	`filed` blob,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `send_queue_account` ON `send_queue` (`account_id`);--> statement-breakpoint
CREATE INDEX `send_queue_due` ON `send_queue` (`state`,`due_ms`);--> statement-breakpoint
CREATE TABLE `templates` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`subject` text NOT NULL,
	`html` text NOT NULL,
	`position` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE VIRTUAL TABLE `message_words` USING fts5(`subject`, `sender`, `receivers`, `copies`, `files`, content='', contentless_delete=1, prefix='2 3', tokenize='unicode61 remove_diacritics 2');
--> statement-breakpoint
CREATE VIRTUAL TABLE `body_words` USING fts5(`body`, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2');
--> statement-breakpoint
INSERT INTO `message_words`(`message_words`, `rank`) VALUES('automerge', 0);
--> statement-breakpoint
INSERT INTO `body_words`(`body_words`, `rank`) VALUES('automerge', 0);
--> statement-breakpoint
INSERT INTO `message_words`(`message_words`, `rank`) VALUES('usermerge', 16);
--> statement-breakpoint
INSERT INTO `body_words`(`body_words`, `rank`) VALUES('usermerge', 16);
--> statement-breakpoint
INSERT INTO `message_words`(`message_words`, `rank`) VALUES('crisismerge', 1999);
--> statement-breakpoint
INSERT INTO `body_words`(`body_words`, `rank`) VALUES('crisismerge', 1999);
--> statement-breakpoint
CREATE TRIGGER `messages_removed` AFTER DELETE ON `messages` BEGIN
	DELETE FROM `message_words` WHERE `rowid` = old.`id`;
	DELETE FROM `body_words` WHERE `rowid` = old.`id`;
END;
