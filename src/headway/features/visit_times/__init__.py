"""The minutes a person spent on a visit they went on, as they confirmed them; days are counted elsewhere."""
