package clinic

// NewRoom is a room without a name yet, behind the others of which there are so many.
func NewRoom(env Env, others int) *Room {
	return &Room{ID: env.NewID(), CreatedAt: env.now(), Rank: others}
}

// NewService is an hour that can be booked, without a name yet, behind the others of which there are so many.
func NewService(env Env, others int) *Service {
	return &Service{ID: env.NewID(), CreatedAt: env.now(), Rank: others, Minutes: 60}
}

// NewRoster are hours of the clinic from a day on, in which nobody works yet.
func NewRoster(env Env, from Date) *Roster {
	return &Roster{ID: env.NewID(), CreatedAt: env.now(), ValidFrom: from, Weeks: make([]Week, 1)}
}

// NewAbsence is a whole day on which a practitioner is away. Why is not said yet.
func NewAbsence(env Env, practitioner string, day Date) *Absence {
	return &Absence{ID: env.NewID(), CreatedAt: env.now(), PractitionerID: practitioner, FromDay: day, UntilDay: day, UntilMinute: DayMinutes}
}
