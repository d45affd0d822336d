"""What the product promises of its speed, measured. `./do bench [name …]` runs the modules beside this one."""
