list(edad = c(39L, 70L, 26L, 58L, 56L, 79L, 59L, 61L, 59L, 28L, 
61L, 79L, 48L, 67L, 47L, 44L, 86L, 40L, 42L, 42L, 44L, 47L, 59L, 
70L, 34L), sexo = c("Hombre", "Hombre", "Hombre", "Mujer", "Mujer", 
"Mujer", "Hombre", "Mujer", "Mujer", "Mujer", "Hombre", "Mujer", 
"Mujer", "Hombre", "Mujer", "Hombre", "Hombre", "Mujer", "Mujer", 
"Mujer", "Mujer", "Hombre", "Mujer", "Mujer", "Mujer"), provincia = c("Madrid", 
"Cáceres", "Sevilla", "Madrid", "Sevilla", "Sevilla", "Sevilla", 
"Madrid", "Sevilla", "Madrid", "Sevilla", "Cáceres", "Sevilla", 
"Sevilla", "Zaragoza", "Cáceres", "Sevilla", "Sevilla", "Sevilla", 
"Sevilla", "Zaragoza", "Sevilla", "Zaragoza", "Cáceres", "Sevilla"
))
