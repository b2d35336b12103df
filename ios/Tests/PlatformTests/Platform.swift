// What `Platform/` decides, on a computer.
