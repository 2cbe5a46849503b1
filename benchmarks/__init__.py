"""How fast it is, as ratios against yardsticks measured in the same run. Run by `make bench`."""
