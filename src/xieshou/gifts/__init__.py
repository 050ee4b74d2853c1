"""捐赠: money and goods."""
