"""Administrative divisions (行政区划), and which records an officer of one may see."""
