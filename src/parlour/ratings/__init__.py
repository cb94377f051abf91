"""What end-users thought of their chats."""
