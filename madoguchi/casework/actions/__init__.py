"""What caseworkers can do with cases. A folder, because parts, cases, offers and closing are several matters."""
