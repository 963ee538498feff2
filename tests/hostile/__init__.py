"""What comes from strangers: plans, repositories, names and configurations made to do harm."""
