"""What schools were told of visits as invitations to a calendar, and the mails of it; not the visits."""
